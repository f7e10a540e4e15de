import { meanOf } from '../../statistics/mean.ts';
import type { LiveTrial } from '../../store/live-store.ts';

/** Epochs and values of one metric, in order; null where an epoch has no such metric. */
export type CurvePoints = readonly (readonly [epoch: number, value: number | null])[];

/**
 * The curve so far of a running trial, of a cross-validated one the mean over the folds that have reached the epoch. It
 * may change once more folds have.
 */
export function liveCurve({ epochs }: Pick<LiveTrial, 'epochs'>, metric: string): CurvePoints {
  const values = new Map<number, number[]>();
  for (const { record } of epochs) {
    const known = values.get(record.epoch) ?? [];
    const value = record.metrics[metric];
    values.set(record.epoch, value === undefined ? known : [...known, value]);
  }
  return [...values]
    .sort(([one], [other]) => one - other)
    .map(([epoch, all]) => [epoch, all.length === 0 ? null : meanOf(all)]);
}

/** The points of `now` from the first that `before` does not have alike. */
export function newPoints(before: CurvePoints, now: CurvePoints): CurvePoints {
  const first = now.findIndex(([epoch, value], place) => {
    const known = before[place];
    return known === undefined || known[0] !== epoch || known[1] !== value;
  });
  return first < 0 ? [] : now.slice(first);
}
