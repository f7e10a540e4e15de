import { bySplit } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { RawImages } from '../data/raw-data.ts';
import { sortedValues } from '../statistics/sorted-values.ts';
import { type DriftTest, numberDrift } from './columns/drift.ts';
import { brightnessOf } from './rows/image-columns.ts';

const colours = ['red', 'green', 'blue', 'alpha'];

/** Tests of the mean brightness, and of the differences of neighbouring channels, which another order of colours turns. */
export function imageDrift(images: RawImages, { rows }: SourceRows): DriftTest[] {
  const sizes = bySplit((split) => rows[split].length);
  const test = (name: string, values: Float64Array) =>
    numberDrift(
      name,
      bySplit((split) => sortedValues(values, rows[split])),
      sizes,
    );
  const means = channelMeans(images);
  const contrasts = means.slice(1).flatMap((mean, at) => {
    const before = means[at] as Float64Array;
    const name = `the mean of ${colours[at + 1]} minus that of ${colours[at]}`;
    return test(
      name,
      mean.map((value, row) => value - (before[row] as number)),
    );
  });
  return [...test('the mean brightness', brightnessOf(images)), ...contrasts];
}

/** For each channel the mean of each image. */
function channelMeans({ pixels, shape: [height, width, channels] }: RawImages): Float64Array[] {
  const size = height * width * channels;
  const means = Array.from({ length: channels }, () => new Float64Array(pixels.length / size));
  pixels.forEach((pixel, at) => {
    const mean = means[at % channels] as Float64Array;
    const row = Math.floor(at / size);
    mean[row] = (mean[row] as number) + pixel / height / width;
  });
  return means;
}
