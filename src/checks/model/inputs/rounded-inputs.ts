import { paddingOf } from '../../../study/inputs/padding-of.ts';
import { areMerged, type Given } from '../../../training/probes/input-use.ts';

/** Inputs that are examined one by one, and the values tried of each; one with fewer values is a category. */
const mostExamined = 24;
const values = { most: 32, fewest: 8 } as const;
/** A number in eight steps is binned on purpose; whole numbers have three to five in two standard deviations. */
const mergedShare = 0.25;
/** Pixels are moved together, by this share of their range in all. */
const pixelSpan = 0.01;

/** Those of the inputs at `used` places that take many values, which the model does not tell apart. */
export function roundedInputs(given: Given, used: readonly number[]): number[] {
  const step = Math.max(1, used.length / mostExamined);
  const examined = used.filter((_, at) => Math.floor(at / step) !== Math.floor((at - 1) / step));
  const { preprocessing, inputShape } = given.dataset;
  const features = paddingOf(preprocessing) === undefined ? undefined : inputShape.at(-1);
  return examined.filter((place) => {
    const tried = valuesOf(given, place);
    if (tried.length < values.fewest || tried.every(Number.isInteger)) return false;
    const rowsFrom = (own: Float32Array) => {
      const x = new Float32Array(tried.length * own.length);
      tried.forEach((value, row) => {
        x.set(own, row * own.length);
        x[row * own.length + place] = value;
        // In padding the model heeds no value.
        if (features !== undefined) x[row * own.length + lastOf(place, features)] = 1;
      });
      return x;
    };
    return areMerged(given, { rowsFrom, count: tried.length, share: mergedShare });
  });
}

/** The place of the last feature of the step that this place is in. */
function lastOf(place: number, features: number): number {
  return place - (place % features) + features - 1;
}

/** True where small changes of all of them change no output. One may be behind a maximum or a rectifier; all are not. */
export function areRounded(given: Given, used: readonly number[]): boolean {
  const { x, rows } = given.sample;
  const width = x.length / rows;
  let [range, isWhole] = [0, true];
  for (let row = 0; row < rows; row++) {
    for (const place of used) {
      const value = x[row * width + place] as number;
      range = Math.max(range, Math.abs(value));
      isWhole &&= Number.isInteger(value);
    }
  }
  if (isWhole) return false;
  const count = values.most;
  const rowsFrom = (own: Float32Array) => {
    const moved = new Float32Array(count * own.length);
    for (let row = 0; row < count; row++) {
      moved.set(own, row * own.length);
      for (const place of used) {
        moved[row * own.length + place] = (own[place] as number) + (pixelSpan * range * (row + 1)) / count;
      }
    }
    return moved;
  };
  return areMerged(given, { rowsFrom, count, share: mergedShare });
}

/** Different values of one input over the training rows, evenly spaced in rank. */
function valuesOf({ dataset }: Given, place: number): number[] {
  const { train } = dataset.splits;
  const size = train.x.length / train.rows;
  const column = Float32Array.from({ length: train.rows }, (_, row) => train.x[row * size + place] as number);
  const all = [...new Set(column.sort())];
  const count = Math.min(all.length, values.most);
  return Array.from(
    { length: count },
    (_, at) => all[Math.floor((at * (all.length - 1)) / Math.max(count - 1, 1))] as number,
  );
}
