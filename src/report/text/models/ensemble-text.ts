import pc from 'picocolors';
import { shownName } from '../../../faults/visible-text.ts';
import type { HumanBaseline } from '../../../metrics/human-baseline.ts';
import { splitless } from '../../../metrics/validation-metric.ts';
import {
  type BySplit,
  type Calibration,
  type EnsembleCost,
  type EnsembleReport,
  type JudgedSplit,
  judged,
  judgedSplit,
  judgedSplits,
} from '../../../reports/ensemble-report.ts';
import { fifthMemberVerdict, verdict } from '../../../reports/ensembles/ensemble-verdict.ts';
import type { Metrics } from '../../../study/trial.ts';
import { renderBaseline } from '../parts/baseline-text.ts';
import { formatCount, formatMetric, formatNumber, formatShare, trialTitle } from '../parts/format.ts';
import { renderTable } from '../parts/table.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { bySizeTable } from './ensemble-sizes-text.ts';

export interface ShownEnsemble extends EnsembleReport {
  readonly study: string;
  readonly name: string;
  readonly cost: EnsembleCost;
  /** Absent when the space has none. */
  readonly humanBaseline?: HumanBaseline;
}

/** The ensemble beside the best single model, on both splits, the gain per size, and the cost. */
export function renderEnsemble(report: ShownEnsemble, width: number): string {
  const { study, name, method, members, candidates } = report;
  const picked = members
    .map(({ trial, weight }) => `${trialTitle(trial)} × ${formatNumber(weight)}`)
    .join(', ');
  return [
    `${pc.bold(shownName(study))}: ${method} ensemble '${shownName(name)}'`,
    ...wrapLine(`members: ${picked} (of ${candidates.length} candidates)`, width),
    '',
    comparisonTable(report, width),
    '',
    ...temperatureLine(report).flatMap((line) => wrapLine(line, width)),
    ...thresholdLine(report),
    ...wrapLine(verdict(report), width),
    ...wrapLine(fifthMemberVerdict(report), width),
    ...besideBaseline(report).flatMap((line) => wrapLine(line, width)),
    ...wrapLine(costLine(report), width),
    '',
    'by the most members there may be',
    bySizeTable(report.bySize, width),
  ].join('\n');
}

/** Why the temperature is what it is; nothing for reports of older versions. */
function temperatureLine({ temperature, temperatureChoice }: ShownEnsemble): string[] {
  if (temperature === null || temperatureChoice === undefined) return [];
  const { rows, wrong } = temperatureChoice;
  const counted = `${wrong} of ${rows} validation rows wrong`;
  const reason = {
    overconfident: `the ensemble is too sure, ${counted}`,
    underconfident: `the ensemble is less sure than it may be, ${counted}`,
    noWrongRow: `none of the ${rows} validation rows is wrong, so they cannot show how sure it may be`,
    oneRow: `a single row of ${rows} asks for another`,
    notShown: `${counted} do not show that another is better`,
  }[temperatureChoice.reason];
  return [`Temperature ${temperature.toFixed(2)}: ${reason}.`];
}

function thresholdLine({ threshold }: ShownEnsemble): string[] {
  if (threshold === undefined) return [];
  return [`It predicts the second class from a probability of ${formatNumber(threshold)} on.`];
}

/** The human baseline beside both results on the judged split, when the ensemble is measured by its metric. */
function besideBaseline(report: ShownEnsemble): string[] {
  const { humanBaseline, bestSingle } = report;
  if (humanBaseline === undefined) return [];
  const name = splitless(humanBaseline.metric);
  const results = [
    { who: `on the ${judgedSplit(report)} split the best single model`, reached: judged(bestSingle)[name] },
    { who: 'the ensemble', reached: judged(report)[name] },
  ];
  return [renderBaseline(humanBaseline, results, name)];
}

/** One line per metric: side by side they would not fit a terminal of 80 columns. */
function comparisonTable(report: EnsembleReport, width: number): string {
  const { bestSingle, members, temperature, calibration } = report;
  const single = { metrics: bestSingle, calibration: calibration?.bestSingle };
  const before = { metrics: report, calibration: calibration?.before };
  const after = { metrics: report, calibration: calibration?.after };
  return renderTable(
    [
      { title: '', align: 'left', cells: titlesOf(before) },
      { title: `best single (${trialTitle(bestSingle.trial)})`, cells: cellsOf(single) },
      { title: `ensemble of ${members.length}`, cells: cellsOf(before) },
      ...(temperature === null
        ? []
        : [{ title: `temperature ${temperature.toFixed(2)}`, cells: cellsOf(after) }]),
    ],
    width,
  ).text;
}

interface Measured {
  readonly metrics: BySplit<Metrics>;
  readonly calibration: BySplit<Calibration> | undefined;
}

/** The splits that have rows. */
function splitsOf(metrics: BySplit<unknown>): JudgedSplit[] {
  return judgedSplits.filter((split) => metrics[split] !== null);
}

function titlesOf({ metrics, calibration }: Measured): string[] {
  return splitsOf(metrics).flatMap((split) => [
    ...Object.keys(metrics[split] ?? {}).map((name) => `${split} ${name}`),
    ...(calibration === undefined ? [] : [`${split} ECE`]),
  ]);
}

/** A classifier's loss is its negative log-likelihood, which the temperature changes. */
function cellsOf({ metrics, calibration }: Measured): string[] {
  return splitsOf(metrics).flatMap((split) => {
    const { nll, ece } = calibration?.[split] ?? {};
    return [
      ...Object.entries(metrics[split] ?? {}).map(([name, value]) =>
        formatMetric(name, name === 'loss' ? (nll ?? value) : value),
      ),
      ...(ece === undefined ? [] : [formatShare(ece)]),
    ];
  });
}

function costLine({ cost: { ensemble, bestSingle, batchRows } }: ShownEnsemble): string {
  const time = (ms: number) => `${formatNumber(Number(ms.toPrecision(2)))} ms`;
  const of = ({ parameters, oneExampleMs, batchMs }: EnsembleCost['ensemble']) =>
    `${formatCount(parameters)} parameters, ${time(oneExampleMs)} for one example, ${time(batchMs)} for ${batchRows}`;
  return `It costs ${of(ensemble)}; the best single model ${of(bestSingle)}.`;
}
