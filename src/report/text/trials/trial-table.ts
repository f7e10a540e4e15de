import { isValidationMetric, trainingName } from '../../../metrics/validation-metric.ts';
import type { Baseline } from '../../../reports/baseline.ts';
import { isBetter, type Objective } from '../../../study/objective.ts';
import type { SearchSpace } from '../../../study/search-space.ts';
import type { Metrics, Trial } from '../../../study/trial.ts';
import { formatCount, formatDuration, formatNumber, formatUncertain, formatValue } from '../parts/format.ts';
import { type Column, renderTable } from '../parts/table.ts';

export interface Ranking {
  /** Best first. */
  readonly trials: readonly (Trial & { readonly stage?: string })[];
  readonly baselines: readonly Baseline[];
}

/** A line of the table; a baseline has no rank, and its name in place of a number. */
type Row = Pick<Trial, 'value' | 'metrics' | 'parameters'> &
  Partial<Trial> & { readonly place: string; readonly title: string; readonly stage?: string };

/** The trials, each baseline behind those that are better or as good. */
function ranked({ trials, baselines }: Ranking, { direction }: Objective): Row[] {
  const rows: Row[] = trials.map((trial, index) => ({
    ...trial,
    place: trial.infeasible ? `${index + 1} ✗` : String(index + 1),
    title: trial.parent === undefined ? `${trial.trial}` : `${trial.trial} ← ${trial.parent}`,
  }));
  for (const { name, ...measured } of baselines) {
    const behind = rows.findIndex(({ value }) => isBetter(direction, measured.value, value as number));
    rows.splice(behind < 0 ? rows.length : behind, 0, { ...measured, place: '–', title: name });
  }
  return rows;
}

/** The ranking: rank, trial, objective, sampled hyperparameters, other metrics, epochs, size and time. */
export function renderRanking(
  { trials, baselines }: Ranking,
  space: SearchSpace,
  objective: Objective,
  width: number,
): string {
  const rows = ranked({ trials, baselines }, objective);
  const column = (title: string, rank: number, cell: (row: Row) => string): Column => ({
    title,
    rank,
    cells: rows.map(cell),
  });
  const { text, omitted } = renderTable(
    [
      column('#', 0, ({ place }) => place),
      column('trial', 0, ({ title }) => title),
      ...(trials.some(({ stage }) => stage !== undefined)
        ? [column('stage', 1, ({ stage = '–' }) => stage)]
        : []),
      column(objective.metric, 0, ({ value, standardError }) => formatUncertain(value, standardError)),
      ...otherMetrics(trials, objective).map((name) => column(name, 2, metricCell(name))),
      ...drawn(space).map((name) => column(name, 1, ({ config = {} }) => formatValue(config[name]))),
      ...(trials.every(({ bestEpoch }) => bestEpoch === null) ? [] : [column('epochs', 3, placeCell)]),
      ...(trials.every(({ parameters }) => parameters === null) ? [] : [column('size', 4, sizeCell)]),
      column('time', 5, ({ seconds = null }) => (seconds === null ? '–' : formatDuration(seconds))),
    ],
    width,
  );
  return omitted.length === 0 ? text : `${text}\n(left out for want of room: ${omitted.join(', ')})`;
}

function placeCell({ epochs, bestEpoch = null }: Row): string {
  return bestEpoch === null ? '–' : `${bestEpoch}/${epochs}`;
}

function sizeCell({ parameters }: Row): string {
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
  if (!isValidationMetric(metric)) return names.filter((name) => name !== metric);
  // After the readable metric: of columns without room the last is left out first, and a line names this one of the best.
  const own = names.filter((name) => name === trainingName(metric));
  const [readable = [], ...others] = names.filter((name) => name.startsWith('val') && name !== metric);
  return [readable, own, others].flat();
}

function drawn(space: SearchSpace): string[] {
  return space.filter(({ distribution }) => distribution.type !== 'fixed').map(({ name }) => name);
}
