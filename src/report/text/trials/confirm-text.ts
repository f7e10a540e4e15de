import type { ConfirmedTrial, ConfirmReport } from '../../../reports/confirm-report.ts';
import { formatCount, formatNumber, formatUncertain } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

/** The race's table, its winner, and how much of the search's lead was luck. */
export function renderConfirm(report: ConfirmReport, width: number): string {
  const { study, metric, direction, candidates, rounds, areDivisionsNew } = report;
  const rows = areDivisionsNew ? 'new rows and seeds each' : "new seeds, on the study's own rows";
  const column = (title: string, cell: (each: ConfirmedTrial) => string) => ({
    title,
    cells: candidates.map(cell),
  });
  const table = renderTable(
    [
      column('trial', ({ trial }) => String(trial)),
      column('size', ({ parameters }) => (parameters === null ? '–' : formatCount(parameters))),
      column('in the search', ({ value }) => formatNumber(value)),
      column('confirmed', ({ mean, standardError }) => formatUncertain(mean, standardError || undefined)),
      column('rounds', ({ values }) => String(values.length)),
      { ...column('', (each) => standing(report, each)), align: 'left' as const },
    ],
    width,
  );
  return [
    `${study}: ${metric}, ${direction}d; ${rounds} rounds, ${rows}`,
    '',
    table.text,
    '',
    ...[verdict(report), ...lucky(report)].flatMap((line) => wrapLine(line, width)),
  ].join('\n');
}

function standing({ winner, equals }: ConfirmReport, { trial, values, outAfter }: ConfirmedTrial): string {
  if (trial === winner) return equals.length === 1 ? 'best' : 'smallest near the best';
  if (outAfter === null) return 'equal';
  return values.includes(null) ? `failed, out after ${outAfter}` : `worse, out after ${outAfter}`;
}

function verdict({ winner, verdict: told, equals, rounds, level }: ConfirmReport): string {
  if (told === 'none') return 'No configuration is left: each failed to train in some round.';
  const chance = `${Math.round(100 * level)} %`;
  if (told === 'better') return `Trial ${winner} is better than the others by more than chance (${chance}).`;
  return `Trials ${equals.join(', ')} cannot be told apart after ${rounds} rounds (${chance}): take trial ${winner}, the smallest within a standard error of the best.`;
}

/** A sentence about the lead of the search's best trial. */
function lucky({ luck, metric }: ConfirmReport): string[] {
  if (luck === null || luck.searchLead <= 0) return [];
  const { trial, over, searchLead, lead } = luck;
  const before = `In the search trial ${trial} led trial ${over} by ${formatNumber(searchLead)} of ${metric}`;
  if (lead <= 0)
    return [`${before}: all of that was luck, the other is better by ${formatNumber(-lead)} here.`];
  const left = `${formatNumber(lead)} is left`;
  const share = Math.round(100 * (1 - lead / searchLead));
  return [
    lead >= searchLead
      ? `${before}; here by ${formatNumber(lead)}.`
      : `${before}; ${left}: ${share} % was luck.`,
  ];
}
