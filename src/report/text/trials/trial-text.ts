import pc from 'picocolors';
import type { Wording } from '../../../faults/message.ts';
import { shownName, visibleJson, visibleLine } from '../../../faults/visible-text.ts';
import type { Fit } from '../../../metrics/fit.ts';
import type { SeedSpread } from '../../../metrics/seed-spread.ts';
import type { TestInterval } from '../../../metrics/test-interval.ts';
import type { Study } from '../../../store/store.ts';
import { brokenBounds } from '../../../study/search/where.ts';
import type { EpochRecord, Trial } from '../../../study/trial.ts';
import { baselineLines } from '../parts/baseline-text.ts';
import { formatCount, formatDuration, formatNumber, formatPlace, formatUncertain } from '../parts/format.ts';
import { sparkline } from '../parts/sparkline.ts';
import { renderTable } from '../parts/table.ts';
import { testIntervalText } from '../parts/test-interval-text.ts';
import { wrapLine } from '../parts/wrap-line.ts';
import { curvePlot } from '../plots/curve-plot.ts';
import { fitText } from './fit-text.ts';
import { renderKeptSpread } from './rerun-text.ts';
import { brokenText } from './where-text.ts';

interface Measured {
  readonly testInterval?: TestInterval;
  readonly fit?: Fit;
  readonly seeds?: SeedSpread;
  readonly words?: Wording;
  readonly stage?: string;
  /** Who asked to end it. */
  readonly prunedBy?: string;
  /** Characters of a line of the plot; 0 for no plot. */
  readonly plotWidth?: number;
}

/** A trial in full, for people: its configuration, its outcome, and the curve of each metric. */
export function renderTrial(
  { name, spec }: Study,
  trial: Trial,
  history: readonly EpochRecord[],
  width: number,
  { testInterval, fit, seeds, stage, prunedBy, words, plotWidth = 0 }: Measured = {},
): string {
  return [
    `${pc.bold(`trial ${trial.trial}`)} of ${shownName(name)}${stage === undefined ? '' : `, stage ${stage}`}${derivation(trial)}: ${ending(trial, spec, history, prunedBy)}`,
    ...(testInterval === undefined ? [] : [testIntervalText(testInterval)]),
    ...(fit === undefined ? [] : wrapLine(fitText(trial, fit, words), width)),
    ...(seeds === undefined ? [] : wrapLine(renderKeptSpread(seeds), width)),
    ...(trial.value === null ? [] : baselineLines(spec, trial, 'this trial')),
    visibleJson(JSON.stringify(trial.config, null, 2)),
    ...(history.length > 1 ? courses(spec.objective.metric, trial, history, { width, plotWidth }) : []),
  ].join('\n');
}

/** ", continued from trial 3" for a derived trial, ", student of ensemble 'greedy'" for a student. */
function derivation({ origin, parent, teacher }: Trial): string {
  if (teacher !== undefined) {
    const { ensemble, temperature, mixture } = teacher;
    return `, student of ensemble '${shownName(ensemble)}' (temperature ${temperature}, mixture ${mixture})`;
  }
  const from = parent === undefined ? '' : ` from trial ${parent}`;
  return origin === undefined ? '' : `, ${origin}${from}`;
}

function ending(
  trial: Trial,
  { objective, where }: Study['spec'],
  history: readonly EpochRecord[],
  prunedBy: string | undefined,
) {
  const { metric } = objective;
  const { failure, value, parameters, seconds, backend } = trial;
  const state = prunedBy === undefined ? trial.state : `${trial.state}, as ${visibleLine(prunedBy)} asked`;
  if (failure !== null) return `${state}, ${failure.kind}: ${visibleLine(failure.message, 2000)}`;
  if (value === null) return state;
  const infeasible = trial.infeasible ? `; infeasible: ${brokenText(brokenBounds(where, trial))}` : '';
  const size = parameters === null ? '' : `, ${formatCount(parameters)} parameters`;
  const time =
    seconds === null ? '' : `, ${formatDuration(seconds)}${backend === null ? '' : ` on ${backend}`}`;
  return `${state}, ${metric} ${formatUncertain(value, trial.standardError)}${place(trial, metric, history)}${size}${time}${infeasible}`;
}

/** A function may return a value that it never reported. */
function place(trial: Trial, metric: string, history: readonly EpochRecord[]): string {
  const best = history.find(({ epoch }) => epoch === trial.bestEpoch);
  const isReported = best !== undefined && best.metrics[metric] === trial.value;
  if (trial.parameters !== null || history.length === 0 || isReported) return formatPlace(trial);
  return ` returned, after ${formatCountOf(trial.epochs ?? history.length, 'step')}`;
}

function formatCountOf(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function metricNames(history: readonly EpochRecord[]): string[] {
  return Object.keys(history.at(-1)?.metrics ?? {});
}

/** The plot of the objective, a line for each other metric, and the table of the epochs. */
function courses(
  metric: string,
  trial: Trial,
  history: readonly EpochRecord[],
  { width, plotWidth }: { readonly width: number; readonly plotWidth: number },
): string[] {
  const plot = curvePlot(history, metric, trial.bestEpoch, plotWidth);
  const lines = sparklines(
    metricNames(history).filter((name) => plot.length === 0 || name !== metric),
    history,
    width,
  );
  const parts = [plot, lines, epochLines(history, trial, width)];
  return parts.filter((part) => part.length > 0).flatMap((part) => ['', ...part]);
}

function sparklines(names: readonly string[], history: readonly EpochRecord[], width: number): string[] {
  const longest = Math.max(...names.map((name) => name.length));
  return names.map((name) => {
    const values = history.flatMap(({ metrics }) => metrics[name] ?? []);
    return `${name.padEnd(longest)}  ${sparkline(values, width - longest - 2)}`;
  });
}

/** An epoch of folds has their mean, but the trial's value is of all their predictions, each model's at its best epoch. */
function epochLines(history: readonly EpochRecord[], trial: Trial, width: number): string[] {
  const folds = Math.max(...history.map((record) => record.folds?.length ?? 0));
  const note = `each epoch: the mean of ${folds} folds; the value above: all out-of-fold predictions together, of each model at its own best epoch`;
  return [...(folds === 0 ? [] : wrapLine(note, width)), epochTable(history, trial, width)];
}

function epochTable(history: readonly EpochRecord[], { bestEpoch }: Trial, width: number): string {
  const columns = metricNames(history).map((name, index) => ({
    title: name,
    rank: index,
    cells: history.map(({ metrics }) => (metrics[name] === undefined ? '–' : formatNumber(metrics[name]))),
  }));
  const epochs = history.map(({ epoch }) => `${epoch === bestEpoch ? '*' : ''}${epoch}`);
  return renderTable([{ title: 'epoch', cells: epochs }, ...columns], width).text;
}
