import { randomFor } from '../../../src/statistics/random.ts';
import { type BrokenPipeline, fails, inData, inSpace, smallNet, warns } from './broken-pipeline.ts';
import { type DigitImage, digitImages, enlarged, imageFiles } from './image-folders.ts';
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

/** The mean of today and the two days before, rounded; mended, of the three days before. */
function withWindow(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'window');
  const days = [20];
  for (let day = 1; day < 500; day++)
    days.push(20 + 0.7 * ((days[day - 1] as number) - 20) + 3 * normal(random));
  const meanOf = (day: number) => days.slice(day - 2, day + 1).reduce((sum, value) => sum + value / 3, 0);
  const rows = days.slice(3).map((today, at) => {
    const [day, yesterday, before] = [at + 3, days[at + 2] as number, days[at + 1] as number];
    const recent = isMended ? meanOf(day - 1) : meanOf(day);
    return [`${day}`, yesterday.toFixed(1), before.toFixed(1), recent.toFixed(1), today.toFixed(1)];
  });
  return { columns: ['day', 'yesterday', 'dayBefore', 'recentMean', 'today'], rows };
}

/** Prices in 40 towns beside the mean price of the other rows of the town; mended, of the rows of other parts of the file. */
function withOthersMean(seed: number, isMended: boolean): Table {
  const random = randomFor(seed, 'other rows');
  const levels = Array.from({ length: 40 }, () => 50 + 2 * normal(random));
  const sales = Array.from({ length: 480 }, (_, row) => {
    const town = row < 80 ? row % 40 : random.below(40);
    return { town, price: (levels[town] as number) + 2 * normal(random), part: row % 2 };
  });
  const rows = sales.map((own) => {
    const others = sales.filter(
      (other) => other.town === own.town && other !== own && !(isMended && other.part === own.part),
    );
    const mean = others.reduce((sum, { price }) => sum + price, 0) / Math.max(1, others.length);
    const area = own.price + 4 * normal(random);
    return [
      `town ${own.town}`,
      area.toFixed(2),
      others.length > 0 ? mean.toFixed(3) : '50',
      own.price.toFixed(3),
    ];
  });
  return { columns: ['town', 'area', 'othersMean', 'price'], rows };
}

/** A gray mark of 2 × 2 pixels in the lower middle of every three, which is enlarged to 24 × 24 pixels. */
function withMarkInside(seed: number, isMended: boolean) {
  const random = randomFor(seed, 'marks inside');
  const at = 24 * 15 + 13;
  const marked = (image: DigitImage): DigitImage => {
    const large = enlarged(image, 3);
    const place = [at, at + 1, at + 24, at + 25];
    const isMarked = image.label === 3 && !isMended;
    const pixels = large.pixels.map((pixel, index) => {
      if (!place.includes(index)) return pixel;
      return isMarked ? 118 + random.below(8) : pixel > 100 && pixel < 140 ? 150 : pixel;
    });
    return { ...large, pixels };
  };
  return imageFiles(digitImages([1, 3, 5, 8], 100).map(marked), 1);
}

/** Inputs that hold the answer. */
export const leakingTargets: readonly BrokenPipeline[] = [
  inData(
    'a total that contains the target',
    { target: 'y' },
    withTotal,
    warns('no-target-leak', /the target is total − fee in all of \d+ rows/),
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
  inSpace(
    'a watermark inside the images of one class',
    () => ({ data: { source: 'images', path: 'images' }, model: { type: 'mlp' }, space: smallNet }),
    warns('no-target-leak', /pixels at row 15, column 13 tell 3 from all other classes/),
    { images: withMarkInside },
  ),
  inData(
    'a window that contains the answer',
    { target: 'today', split: { time: 'day' }, exclude: ['day'] },
    withWindow,
    warns('no-target-leak', /the target is nearly a sum of columns \(.*recentMean.*\): held-out R² 0\.99/),
  ),
  inData(
    'a category encoded by the mean target of its other rows',
    { target: 'price' },
    withOthersMean,
    fails('no-target-leak', /column othersMean is the mean target of the other rows with the same town/, [
      'independent-rows',
    ]),
  ),
];
