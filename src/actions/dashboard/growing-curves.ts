import type { CurveColumns } from '../../plots/columns/curve-columns.ts';
import type { CurvePoints } from '../../runs/results/live-curve.ts';

/** Columns of curves whose lengths are not known before all trials are read. */
export function growingCurves() {
  const trials: number[] = [];
  const offsets = [0];
  let epochs = new Float32Array(1 << 12);
  let values = new Float32Array(1 << 12);
  let length = 0;
  return {
    /** The next trial. */
    add(trial: number, points: CurvePoints): void {
      if (length + points.length > epochs.length) {
        epochs = grown(epochs, length + points.length);
        values = grown(values, length + points.length);
      }
      for (const [epoch, value] of points) {
        epochs[length] = epoch;
        values[length++] = value ?? Number.NaN;
      }
      trials.push(trial);
      offsets.push(length);
    },
    /** Curves by the number of their trial. */
    columns(): Omit<CurveColumns, 'metric' | 'changedAt'> {
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
