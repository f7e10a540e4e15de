import { isValidationMetric } from '../../../metrics/validation-metric.ts';
import type { Objective } from '../../../study/objective.ts';
import type { SearchSpace } from '../../../study/search-space.ts';
import type { Metrics, Trial } from '../../../study/trial.ts';
import { formatCount, formatDuration, formatNumber, formatUncertain, formatValue } from '../parts/format.ts';
import { type Column, renderTable } from '../parts/table.ts';

/** The ranking: rank, trial, objective, sampled hyperparameters, other metrics, epochs, size and time. */
export function renderRanking(
  trials: readonly Trial[],
  space: SearchSpace,
  objective: Objective,
  width: number,
): string {
  const column = (title: string, rank: number, cell: (trial: Trial) => string): Column => ({
    title,
    rank,
    cells: trials.map(cell),
  });
  const { text, omitted } = renderTable(
    [
      { title: '#', cells: trials.map((_, place) => String(place + 1)) },
      column('trial', 0, ({ trial, parent }) => (parent === undefined ? `${trial}` : `${trial} ← ${parent}`)),
      column(objective.metric, 0, ({ value, standardError }) => formatUncertain(value, standardError)),
      ...otherMetrics(trials, objective).map((name) => column(name, 2, metricCell(name))),
      ...drawn(space).map((name) => column(name, 1, ({ config }) => formatValue(config[name]))),
      ...(trials.every(({ bestEpoch }) => bestEpoch === null) ? [] : [column('epochs', 3, placeCell)]),
      ...(trials.every(({ parameters }) => parameters === null) ? [] : [column('size', 4, sizeCell)]),
      column('time', 5, ({ seconds }) => (seconds === null ? '–' : formatDuration(seconds))),
    ],
    width,
  );
  return omitted.length === 0 ? text : `${text}\n(left out for want of room: ${omitted.join(', ')})`;
}

function placeCell({ epochs, bestEpoch }: Trial): string {
  return bestEpoch === null ? '–' : `${bestEpoch}/${epochs}`;
}

function sizeCell({ parameters }: Trial): string {
  return parameters === null ? '–' : formatCount(parameters);
}

function metricCell(name: string) {
  return ({ metrics }: { metrics: Metrics }) => {
    const value = metrics[name];
    return value === undefined ? '–' : formatNumber(value);
  };
}

function otherMetrics(trials: readonly Trial[], { metric }: Objective): string[] {
  const names = Object.keys(trials[0]?.metrics ?? {});
  const isShown = (name: string) => name.startsWith('val') || !isValidationMetric(metric);
  return names.filter((name) => isShown(name) && name !== metric);
}

function drawn(space: SearchSpace): string[] {
  return space.filter(({ distribution }) => distribution.type !== 'fixed').map(({ name }) => name);
}
