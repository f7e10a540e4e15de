import pc from 'picocolors';
import type { Study } from '../store/store.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import { formatCount, formatDuration, formatNumber } from './format.ts';
import { sparkline } from './sparkline.ts';
import { renderTable } from './table.ts';

/** A trial in full, for people: what it was, how it ended, and the course of each metric. */
export function renderTrial(
  { name, spec }: Study,
  trial: Trial,
  history: readonly EpochRecord[],
  width: number,
): string {
  return [
    `${pc.bold(`trial ${trial.trial}`)} of ${name}: ${ending(trial, spec.objective.metric)}`,
    JSON.stringify(trial.config, null, 2),
    ...(history.length > 1 ? ['', courses(history, width), '', epochTable(history, trial, width)] : []),
  ].join('\n');
}

function ending(
  { state, failure, value, bestEpoch, epochs, parameters, seconds, backend }: Trial,
  metric: string,
) {
  if (failure !== null) return `${state}, ${failure.kind}: ${failure.message}`;
  if (value === null) return state;
  const size = `${formatCount(parameters ?? 0)} parameters`;
  const time = `${formatDuration(seconds ?? 0)} on ${backend}`;
  return `${state}, ${metric} ${formatNumber(value)} at epoch ${bestEpoch} of ${epochs}, ${size}, ${time}`;
}

function metricNames(history: readonly EpochRecord[]): string[] {
  return Object.keys(history.at(-1)?.metrics ?? {});
}

function courses(history: readonly EpochRecord[], width: number): string {
  const names = metricNames(history);
  const longest = Math.max(...names.map((name) => name.length));
  return names
    .map((name) => {
      const values = history.flatMap(({ metrics }) => metrics[name] ?? []);
      return `${name.padEnd(longest)}  ${sparkline(values, width - longest - 2)}`;
    })
    .join('\n');
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
