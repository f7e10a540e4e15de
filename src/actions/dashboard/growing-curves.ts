import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import type { LiveTrial } from '../../store/live-store.ts';

/** An epoch and the value after it. */
export type Point = readonly [epoch: number, value: number];

/** The curve so far of a running trial: of folds, the mean of those that have trained the epoch. */
export function liveCurve({ epochs }: LiveTrial, metric: string): Point[] {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const { record } of epochs) {
    const { sum = 0, count = 0 } = sums.get(record.epoch) ?? {};
    sums.set(record.epoch, { sum: sum + (record.metrics[metric] ?? Number.NaN), count: count + 1 });
  }
  return [...sums]
    .sort(([one], [other]) => one - other)
    .map(([epoch, { sum, count }]) => [epoch, sum / count]);
}

/** Columns of curves whose lengths are not known before all trials are read. */
export function growingCurves() {
  const trials: number[] = [];
  const offsets = [0];
  let epochs = new Float32Array(1 << 12);
  let values = new Float32Array(1 << 12);
  let length = 0;
  return {
    /** The next trial; one without points is left out. */
    add(trial: number, points: readonly Point[]): void {
      if (points.length === 0) return;
      if (length + points.length > epochs.length) {
        epochs = grown(epochs, length + points.length);
        values = grown(values, length + points.length);
      }
      for (const [epoch, value] of points) {
        epochs[length] = epoch;
        values[length++] = value;
      }
      trials.push(trial);
      offsets.push(length);
    },
    /** Curves by the number of their trial. */
    columns(): Omit<CurveColumns, 'metric'> {
      return {
        trial: Uint32Array.from(trials),
        offset: Uint32Array.from(offsets),
        epoch: epochs.slice(0, length),
        value: values.slice(0, length),
      };
    },
  };
}

function grown(column: Float32Array<ArrayBuffer>, least: number): Float32Array<ArrayBuffer> {
  const larger = new Float32Array(Math.max(2 * column.length, least));
  larger.set(column);
  return larger;
}
