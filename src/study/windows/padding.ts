/** The end of a sequence at which it is filled up, or cut. */
export type Pad = 'before' | 'after';

/** How series of several lengths become sequences of one. */
export interface Padding {
  readonly pad: Pad;
  /** The end at which a longer series is cut; absent where that is a fault. */
  readonly cut?: Pad;
}

/** Sequences that are filled up; where files have them so, `lengths` is the array with the number of steps of each row. */
export interface ArrayPadding extends Padding {
  readonly lengths?: string;
}

/** Whether the rows of an array are padded steps of numbers, whose last number is a flag: 1 in a step, 0 in padding. */
export function hasStepFlags({
  padding,
  tokens,
}: {
  readonly padding?: ArrayPadding;
  readonly tokens?: object | undefined;
}): boolean {
  return padding !== undefined && tokens === undefined;
}

/** The numbers of steps that are no padding, without the flag of each, of padded rows [rows, length, features]. */
export function withoutPadding(values: Float32Array, features: number): Float32Array {
  return values.filter((_, at) => {
    const place = at % features;
    return place + 1 < features && values[at - place + features - 1] === 1;
  });
}

/** Makes padding of all steps of a row [length, features] but some, whose flags become 1. */
export function padRow(row: Float32Array, features: number, pad: Pad, steps: number): void {
  const length = row.length / features;
  for (let step = 0; step < length; step++) {
    const isStep = pad === 'after' ? step < steps : step >= length - steps;
    if (!isStep) row.fill(0, step * features, (step + 1) * features);
    else row[(step + 1) * features - 1] = 1;
  }
}
