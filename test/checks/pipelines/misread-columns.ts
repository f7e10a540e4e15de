import { randomFor } from '../../../src/statistics/random.ts';
import { type BrokenPipeline, inData, inSpace, smallNet, warns } from './broken-pipeline.ts';
import { type DigitImage, digitImages, imageFiles } from './image-folders.ts';
import { measurements, noisyLine, type Table, withColumn } from './tables.ts';

/** Months as 202401, or as the dates of their first days. */
function withMonths(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'months');
  return withColumn(noisyLine(seed), 'month', () => {
    const [year, month] = [2015 + random.below(10), `${1 + random.below(12)}`.padStart(2, '0')];
    return isMended ? `${year}-${month}-01` : `${year}${month}`;
  });
}

/** A fifth of the flippers in inches. */
function withInches(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'inches');
  return withColumn(measurements('penguins'), 'flipperLengthMm', (cell) => {
    const isInches = random.next() < 0.2 && !isMended && cell !== '';
    return isInches ? (Number(cell) / 25.4).toFixed(2) : cell;
  });
}

/** A tenth of the beak lengths missing: as −999, or mended as empty cells. */
function withCodes(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'codes');
  return withColumn(measurements('penguins'), 'beakLengthMm', (cell) =>
    random.next() < 0.1 ? (isMended ? '' : '-999') : cell,
  );
}

/** Ochre digits, which another reader of the validation images takes for blue ones. */
function withOtherOrder(seed: number, isMended: boolean) {
  const random = randomFor(seed, 'colours');
  const parts = ['train', 'train', 'train', 'validation', 'test'];
  const images = digitImages([0, 1, 2], 60).map(({ label, pixels }, index): DigitImage => {
    const [red, blue] = [0.8 + 0.2 * random.next(), 0.1 + 0.2 * random.next()];
    const ochre = pixels.flatMap((pixel) => [red * pixel, 0.6 * pixel, blue * pixel].map(Math.round));
    const isTurned = parts[index % 5] === 'validation' && !isMended;
    return { label, pixels: isTurned ? inOtherOrder(ochre) : ochre };
  });
  return imageFiles(images, 3, (index) => parts[index % 5] as string);
}

/** Blue, green, red. */
function inOtherOrder(pixels: readonly number[]): number[] {
  return pixels.map((_, at) => pixels[at - (at % 3) + 2 - (at % 3)] as number);
}

/** Columns and channels that mean something else than they seem to. */
export const misreadColumns: readonly BrokenPipeline[] = [
  inData(
    'months as numbers',
    { target: 'y' },
    withMonths,
    warns('dates-are-dates', /month: all numbers are months/),
  ),
  inData(
    'missing numbers as -999',
    { target: 'species' },
    withCodes,
    warns('no-missing-codes', /beakLengthMm: \d\d cells with -999, far from all other values/),
  ),
  inData(
    'a fifth of a column in inches',
    { target: 'species' },
    withInches,
    warns('one-unit', /flipperLengthMm: (1\d|2\d)(\.\d)? % of the rows are 25\.4 times as small/),
  ),
  inSpace(
    'colours in another order in validation',
    () => ({ data: { source: 'images', path: 'images' }, model: { type: 'mlp' }, space: smallNet }),
    warns('splits-alike', /the mean of green minus that of red: train and validation differ/),
    { images: withOtherOrder },
  ),
];
