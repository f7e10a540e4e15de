import type { NamedArray } from './named-array.ts';

/** The values of a column-major array, whose first axis runs fastest, with the last axis fastest. */
export function rowMajor(values: NamedArray['values'], shape: readonly number[]): NamedArray['values'] {
  if (shape.length < 2) return values;
  const result = values.slice() as string[] | Float64Array;
  const steps: number[] = [];
  let step = 1;
  for (const length of shape) {
    steps.push(step);
    step *= length;
  }
  const place = new Array<number>(shape.length).fill(0);
  let from = 0;
  for (let to = 0; to < result.length; to++) {
    result[to] = values[from] as never;
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      place[axis] = (place[axis] as number) + 1;
      from += steps[axis] as number;
      if ((place[axis] as number) < (shape[axis] as number)) break;
      from -= (place[axis] as number) * (steps[axis] as number);
      place[axis] = 0;
    }
  }
  return result as NamedArray['values'];
}
