import { randomFor } from '../../../src/statistics/random.ts';
import { type BrokenPipeline, fails, inData, inSpace, smallNet, warns } from './broken-pipeline.ts';
import { type DigitImage, digitImages, imageFiles } from './image-folders.ts';
import { noisyLine, normal, type Table, withColumn } from './tables.ts';

const columnAt = (table: Table, row: number, name: string) =>
  Number(table.rows[row]?.[table.columns.indexOf(name)]);

/** A sum that contains the target, beside its other part; mended, of the other part and of noise. */
function withTotal(seed: number, isMended: boolean): Table {
  const table = noisyLine(seed);
  const random = randomFor(seed, 'total');
  const fees = table.rows.map(() => 5 + normal(random));
  const withFee = withColumn(table, 'fee', (_, row) => (fees[row] as number).toFixed(4));
  const rest = (row: number) => (isMended ? 20 + 3 * normal(random) : columnAt(table, row, 'y'));
  return withColumn(withFee, 'total', (_, row) => `${(fees[row] as number) + rest(row)}`);
}

/** The target under noise of a twentieth; mended, of one and a half times its spread. */
function withNoisyCopy(seed: number, isMended: boolean): Table {
  const table = noisyLine(seed);
  const random = randomFor(seed, 'copy');
  const noise = isMended ? 6 : 0.2;
  return withColumn(table, 'estimate', (_, row) => `${columnAt(table, row, 'y') + noise * normal(random)}`);
}

/** Prices in 40 towns, with the mean price of the town's rows; mended, of other sales there. */
function withTownMean(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'towns');
  const sale = (level: number) => level + 2 * normal(random);
  const rows = Array.from({ length: 40 }, () => {
    const level = 50 + normal(random);
    const prices = Array.from({ length: 6 + random.below(14) }, () => sale(level));
    const others = prices.map(() => sale(level));
    const meant = isMended ? others : prices;
    const mean = meant.reduce((sum, price) => sum + price, 0) / meant.length;
    return prices.map((price) => {
      const area = price + 4 * normal(random);
      return [area.toFixed(2), mean.toFixed(3), price.toFixed(3)];
    });
  }).flat();
  const order = random.shuffle(Int32Array.from(rows.keys()));
  return { columns: ['area', 'townMean', 'price'], rows: Array.from(order, (row) => rows[row] as string[]) };
}

/** Every three has a gray corner, as the pictures of one studio have its mark. */
function withMark(seed: number, isMended: boolean) {
  const random = randomFor(seed, 'marks');
  const marked = (image: DigitImage): DigitImage => {
    if (isMended || image.label !== 3) return image;
    const pixels = image.pixels.map((pixel, at) =>
      [0, 1, 8, 9].includes(at) ? 90 + random.below(30) : pixel,
    );
    return { ...image, pixels };
  };
  return imageFiles(digitImages([1, 3, 5, 8], 60).map(marked), 1);
}

/** Inputs that hold the answer. */
export const leakingTargets: readonly BrokenPipeline[] = [
  inData(
    'a total that contains the target',
    { target: 'y' },
    withTotal,
    warns('no-target-leak', /the target is a sum of columns \((fee, total|total, fee)\): held-out R² 1\.0/),
  ),
  inData(
    'the target under a twentieth of noise as a column',
    { target: 'y' },
    withNoisyCopy,
    warns('no-target-leak', /column estimate is nearly the target: held-out R² 0\.99/),
  ),
  inData(
    'a category encoded by its mean target',
    { target: 'price' },
    withTownMean,
    fails('no-target-leak', /column townMean is the mean target of the rows with its value, exactly/),
  ),
  inSpace(
    'a watermark on the images of one class',
    () => ({ data: { source: 'images', path: 'images' }, model: { type: 'mlp' }, space: smallNet }),
    warns('no-target-leak', /pixels at row 0, column 0 tell 3 from all other classes/),
    { images: withMark },
  ),
];
