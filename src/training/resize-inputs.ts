import type { Dataset, Split } from '../data/dataset.ts';
import { withInputs } from '../study/inputs/split-inputs.ts';
import { triangleFilter } from '../study/inputs/triangle-filter.ts';
import type { Configuration } from '../study/search-space.ts';
import { type ImageShape, ownImageShape } from '../study/searched/image-size.ts';

/** The data set with its images in the configuration's size, in memory of its own; the same one where that is theirs. */
export function resizeInputs(dataset: Dataset, config: Configuration): Dataset {
  const own = ownImageShape(dataset, config);
  if (own === undefined) return dataset;
  return {
    ...dataset,
    inputShape: own.to,
    splits: withInputs(dataset.splits, (split) => resizedImages(split, own.from, own.to)),
  };
}

/** [rows, ...to] of x [rows, ...from]: columns first and then rows, as `resizeLayer` does. */
function resizedImages(
  { rows, x }: Pick<Split, 'rows' | 'x'>,
  [height, width, channels]: ImageShape,
  [toHeight, toWidth]: ImageShape,
): Float32Array {
  const images = { lines: rows * height, length: width, inner: channels };
  const narrow = resizedAxis(x, images, toWidth);
  return resizedAxis(narrow, { lines: rows, length: height, inner: toWidth * channels }, toHeight);
}

interface Axis {
  readonly lines: number;
  readonly length: number;
  /** Numbers of one place along the axis. */
  readonly inner: number;
}

/** [lines, wanted, inner] of x [lines, length, inner]. */
function resizedAxis(x: Float32Array, { lines, length, inner }: Axis, wanted: number): Float32Array {
  const steps = triangleFilter(length, wanted);
  const result = new Float32Array(lines * wanted * inner);
  for (let line = 0; line < lines; line++) {
    for (const [at, { first, weights, sum }] of steps.entries()) {
      const to = (line * wanted + at) * inner;
      for (let place = 0; place < inner; place++) {
        let total = 0;
        let from = (line * length + first) * inner + place;
        for (let offset = 0; offset < weights.length; offset++, from += inner) {
          total += (weights[offset] as number) * (x[from] as number);
        }
        result[to + place] = total / sum;
      }
    }
  }
  return result;
}
