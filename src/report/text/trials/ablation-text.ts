import pc from 'picocolors';
import { shownName } from '../../../faults/visible-text.ts';
import { counted } from '../../../reports/figure.ts';
import type { AblatedChoice, AblationReport } from '../../../reports/learned/ablation-report.ts';
import { shortList } from '../../../reports/learned/short-list.ts';
import { meanOf } from '../../../statistics/mean.ts';
import { formatNumber, formatValue } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

/** Which choices of a trial matter, in words, and each with its effect. */
export function renderAblation(report: AblationReport, width: number): string {
  const { study, trial, metric, direction, seeds, level, values, choices, unchanged } = report;
  const own = values.filter((value) => value !== null);
  const reached = own.length === 0 ? 'none completed' : `${metric} ${formatNumber(meanOf(own))}`;
  const column = (title: string, cell: (choice: AblatedChoice) => string) => ({
    ...{ title, cells: choices.map(cell) },
    align: 'left' as const,
  });
  const change = direction === 'minimize' ? 'rise' : 'fall';
  const table = renderTable(
    [
      column('parameter', ({ parameter }) => parameter),
      column('chosen', ({ value }) => formatValue(value)),
      column('put back to', ({ other, otherIs }) => `${formatValue(other)} (${otherIs})`),
      column(`${change} of ${metric}`, ({ effect }) => (effect === null ? '–' : formatNumber(effect.mean))),
      column(`${100 * level} % interval`, intervalOf),
      column('', ({ values: all }) => failures(all)),
    ],
    width,
  );
  return [
    ...wrapLine(
      `${pc.bold(shownName(study))}, trial ${trial}: one choice at a time put back, trained with ${counted(seeds, 'seed')}; with all of them: ${reached}`,
      width,
    ),
    '',
    ...wrapLine(verdict(report), width),
    '',
    table.text,
    ...(unchanged.length === 0
      ? []
      : wrapLine(
          `at their default, middle or first value already: ${unchanged.map(shownName).join(', ')}`,
          width,
        )),
  ].join('\n');
}

/** "learningRate matters most: valLoss rises by 0.02 without it (95 %: 0.01 to 0.03)." */
function verdict({ choices, metric, direction, level }: AblationReport): string {
  const visible = choices.filter(({ isVisible }) => isVisible);
  const helpful = visible.filter(({ effect }) => (effect?.mean ?? 0) > 0);
  const harmful = visible.filter(({ effect }) => (effect?.mean ?? 0) < 0);
  const others = choices.filter(({ isVisible }) => !isVisible);
  const [most, ...rest] = helpful;
  const worse = direction === 'minimize' ? 'rises' : 'falls';
  const size = ({ effect }: AblatedChoice) => formatNumber(Math.abs(effect?.mean ?? 0));
  return [
    ...(most === undefined
      ? ['No choice is worth more than chance would explain.']
      : [
          `${shownName(most.parameter)} matters most: without it ${metric} ${worse} by ${size(most)} (${100 * level} %: ${intervalOf(most)}).`,
        ]),
    ...(rest.length === 0
      ? []
      : [`Also: ${rest.map((each) => `${shownName(each.parameter)} ${size(each)}`).join(', ')}.`]),
    ...harmful.map(
      (each) =>
        `${shownName(each.parameter)} is better at ${formatValue(each.other)}: the gain is ${size(each)}.`,
    ),
    ...(others.length === 0 || most === undefined
      ? []
      : [`No visible effect: ${shortList(others.map(({ parameter }) => shownName(parameter))).join(', ')}.`]),
  ].join(' ');
}

function intervalOf({ effect }: AblatedChoice): string {
  return effect === null ? '–' : `${formatNumber(effect.low)} to ${formatNumber(effect.high)}`;
}

function failures(values: readonly (number | null)[]): string {
  const failed = values.filter((value) => value === null).length;
  return failed === 0 ? '' : `${failed} failed`;
}
