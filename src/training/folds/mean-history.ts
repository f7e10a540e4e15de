import { isBetter, type Objective } from '../../study/objective.ts';
import type { EpochRecord, Metrics } from '../../study/trial.ts';

/**
 * The curve of a cross-validated trial. Each epoch's metrics are the means over the folds, by their numbers of judged
 * rows; a fold that has ended by then counts with its best epoch, whose model it keeps. `folds` are the folds' own.
 */
export function meanHistory(
  histories: readonly (readonly EpochRecord[])[],
  judgedRows: readonly number[],
  objective: Objective,
): EpochRecord[] {
  const ends = histories.map((history) => bestRecord(history, objective)?.metrics);
  const length = Math.max(0, ...histories.map((history) => history.length));
  return Array.from({ length }, (_, epoch) => {
    const own = histories.map((history) => history[epoch]?.metrics ?? null);
    const counted = own.map((metrics, fold) => metrics ?? ends[fold]);
    return { epoch, metrics: meanMetrics(counted, judgedRows), folds: own };
  });
}

/** One fold's records of a cross-validated trial. */
export function foldHistory(history: readonly EpochRecord[], fold: number): EpochRecord[] {
  return history.flatMap(({ epoch, folds }) => {
    const metrics = folds?.[fold];
    return metrics == null ? [] : [{ epoch, metrics }];
  });
}

/** The first epoch of training with the best value, as early stopping finds it; undefined before the first epoch. */
export function bestRecord(
  history: readonly EpochRecord[],
  { metric, direction }: Objective,
): EpochRecord | undefined {
  const trained = history.filter(({ epoch }) => epoch > 0);
  const objectiveOf = (record: EpochRecord) => record.metrics[metric] as number;
  const [first] = trained;
  if (first === undefined) return undefined;
  return trained.reduce(
    (best, record) => (isBetter(direction, objectiveOf(record), objectiveOf(best)) ? record : best),
    first,
  );
}

/** The smaller one of the middle two. */
export function medianEpoch(epochs: readonly number[]): number {
  const sorted = epochs.toSorted((one, other) => one - other);
  return sorted[Math.floor((sorted.length - 1) / 2)] as number;
}

/** The weighted means of the metrics that all have. */
export function meanMetrics(all: readonly (Metrics | undefined)[], weights: readonly number[]): Metrics {
  const known = all.flatMap((metrics, index) =>
    metrics === undefined ? [] : [{ metrics, weight: weights[index] as number }],
  );
  const total = known.reduce((sum, { weight }) => sum + weight, 0);
  const names = Object.keys(known[0]?.metrics ?? {}).filter((name) =>
    known.every(({ metrics }) => metrics[name] !== undefined),
  );
  return Object.fromEntries(
    names.map((name) => [
      name,
      known.reduce((sum, { metrics, weight }) => sum + (metrics[name] as number) * (weight / total), 0),
    ]),
  );
}
