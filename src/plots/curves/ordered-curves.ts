import type { CurveColumns } from '../columns/curve-columns.ts';
import type { TrialColumns } from '../columns/trial-columns.ts';

/** The same curves with ascending epochs: a repeated epoch keeps its last value, so that no line runs back. */
export function orderedCurves(curves: CurveColumns): CurveColumns {
  if (isOrdered(curves)) return curves;
  const { trial, offset, epoch, value } = curves;
  const epochs: number[] = [];
  const values: number[] = [];
  const offsets = [0];
  for (let curve = 0; curve < trial.length; curve++) {
    const byEpoch = new Map<number, number>();
    for (let at = offset[curve] as number; at < (offset[curve + 1] as number); at++) {
      byEpoch.set(epoch[at] as number, value[at] as number);
    }
    for (const [each, result] of [...byEpoch].sort(([one], [other]) => one - other)) {
      epochs.push(each);
      values.push(result);
    }
    offsets.push(epochs.length);
  }
  const columns = { epoch: Float32Array.from(epochs), value: Float32Array.from(values) };
  return { ...curves, offset: Uint32Array.from(offsets), ...columns };
}

function isOrdered({ trial, offset, epoch }: CurveColumns): boolean {
  for (let curve = 0; curve < trial.length; curve++) {
    for (let at = (offset[curve] as number) + 1; at < (offset[curve + 1] as number); at++) {
      if ((epoch[at] as number) <= (epoch[at - 1] as number)) return false;
    }
  }
  return true;
}

/** By curve, the place of its trial in the columns of trials; -1 where they do not have it yet. */
export function placesOfCurves({ trial }: CurveColumns, trials: TrialColumns): Int32Array {
  const places = new Map(Array.from(trials.trial, (number, place) => [number, place]));
  return Int32Array.from(trial, (number) => places.get(number) ?? -1);
}

/** Epochs and values of the curve of a trial; undefined where it has none. */
export function curveOf(
  { trial, offset, epoch, value }: CurveColumns,
  number: number,
): { readonly epoch: Float32Array; readonly value: Float32Array } | undefined {
  const curve = trial.indexOf(number);
  const [begin, end] = [offset[curve], offset[curve + 1]];
  if (curve < 0 || begin === end) return undefined;
  return { epoch: epoch.subarray(begin, end), value: value.subarray(begin, end) };
}
