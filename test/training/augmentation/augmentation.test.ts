import { describe, expect, test } from 'vitest';
import type { Dataset } from '../../../src/data/dataset.ts';
import { drawBeta } from '../../../src/statistics/draws/draws.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Value } from '../../../src/study/distribution.ts';
import { augmentationOf } from '../../../src/training/augmentation/augmentation.ts';
import { freshInputs, tensorsOf } from '../../../src/training/inputs.ts';
import { meanSquaredError, softmaxCrossEntropy } from '../../../src/training/loop/loss.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import type { Tensor } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';
import { brightHalves, classesOf, datasetOf, linearTarget, separableBlobs } from '../example-data.ts';
import { tableOf } from '../example-table.ts';
import { fingerprint, run } from '../example-trial.ts';

/** The inputs of rows, changed. */
function changed(dataset: Dataset, config: Readonly<Record<string, Value>>, rows: number[], key = 'a') {
  const { x, rows: all } = dataset.splits.train;
  const width = x.length / all;
  const values = new Float32Array(rows.length * width);
  const fill = (to: Float32Array, chosen: Int32Array) => {
    chosen.forEach((row, place) => {
      to.set(x.subarray(row * width, (row + 1) * width), place * width);
    });
  };
  augmentationOf(config, dataset, randomFor(key))?.inputs(fill)(values, Int32Array.from(rows));
  return values;
}

const size = 8;
/** Rows of a constant colour, whose channels differ. */
const plain = datasetOf(classesOf(2), [size, size, 3], {
  train: {
    x: [0.25, 0.75].map((grey) =>
      Array.from({ length: size * size * 3 }, (_, at) => grey * (1 + (at % 3) / 10)),
    ),
    y: [0, 1],
  },
});
const scaled: Dataset = { ...plain, preprocessing: { kind: 'image', divisor: 255 } };

describe('images', () => {
  test('become brighter or darker by one number an image, within the range of a pixel', () => {
    const rows = Array.from({ length: 200 }, () => 0);
    const values = changed(scaled, { 'augment.brightness': 0.5 }, rows);
    const changes = rows.map((_, row) => (values[row * 192] as number) - 0.25);
    expect(Math.min(...changes)).toBeCloseTo(-0.25, 6);
    expect(Math.max(...changes)).toBeLessThan(0.5);
    expect(Math.max(...changes)).toBeGreaterThan(0.45);
    const [one, other] = [values[3 * 192], values[3 * 192 + 189]];
    expect(one).toBe(other);
  });

  test('get a patch of the mean colour that is a quarter of the area, unless the edge cuts it off', () => {
    const rows = Array.from({ length: 200 }, () => 1);
    const values = changed(scaled, { 'augment.cutout': 0.5 }, rows);
    const areas = rows.map((_, row) => {
      const image = values.subarray(row * 192, (row + 1) * 192);
      const reds = Array.from(image).filter((_, at) => at % 3 === 0);
      expect(new Set(reds)).toEqual(new Set([0.75, 0.5]));
      return reds.filter((red) => red === 0.5).length;
    });
    expect(Math.max(...areas)).toBe(16);
    expect(Math.min(...areas)).toBe(4);
  });

  test('of raw pixels have noise and brightness in shares of the largest training pixel', () => {
    const raw: Dataset = {
      ...plain,
      splits: {
        ...plain.splits,
        train: { ...plain.splits.train, x: plain.splits.train.x.map((v) => 100 * v) },
      },
    };
    const [one, hundred] = [plain, raw].map((dataset) =>
      changed(dataset, { 'augment.noise': 0.1, 'augment.brightness': 0.1 }, [0]),
    );
    one?.forEach((value, at) => {
      expect((hundred?.[at] as number) / 100).toBeCloseTo(value, 5);
    });
  });
});

describe('tables', () => {
  test('have noise on their numbers alone, in shares of each one’s deviation', () => {
    const table = tableOf(classesOf(3), 60);
    const rows = Array.from({ length: 3000 }, (_, row) => row % 60);
    const before = changed(table, {}, rows);
    const plainRows = changed(table, { 'augment.noise': 1e-9 }, rows);
    const noisy = changed(table, { 'augment.noise': 0.5 }, rows);
    expect(before.every((value) => value === 0)).toBe(true);
    const width = table.inputShape[0] as number;
    const deviation = (column: number, values: Float32Array) => {
      const own = values.filter((_, at) => at % width === column);
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      return Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length);
    };
    const changes = noisy.map((value, at) => value - (plainRows[at] as number));
    const noisyColumns = Array.from({ length: width }, (_, column) => column).filter(
      (column) => deviation(column, changes) > 0,
    );
    // The two numbers; the others are one-hot inputs and a flag.
    expect(noisyColumns).toEqual([0, 4]);
    for (const column of noisyColumns) {
      expect(deviation(column, changes) / deviation(column, plainRows)).toBeCloseTo(0.5, 1);
    }
  });

  test('have noise on the numbers alone of each step of windows and series', () => {
    const table = tableOf(classesOf(3), 60);
    const { preprocessing, splits } = table;
    if (preprocessing.kind !== 'table') throw new Error('a table was asked for');
    const width = table.inputShape[0] as number;
    const window = {
      kind: 'window',
      columns: preprocessing.columns,
      length: 2,
      horizon: 0,
      time: { name: 't' },
    } as const;
    const padding = { pad: 'after' } as const;
    const x = Float32Array.from({ length: 30 * 2 * (width + 1) }, (_, at) => (at * at) % 7);
    for (const [flags, own] of [
      [0, window],
      [1, { ...window, padding }],
    ] as const) {
      const step = width + flags;
      const steps = x.slice(0, 30 * 2 * step);
      if (flags === 1) for (let at = width; at < steps.length; at += step) steps[at] = 1;
      const dataset: Dataset = {
        ...{ ...table, inputShape: [2, step], preprocessing: own },
        splits: { ...splits, train: { ...splits.train, rows: 30, x: steps } },
      };
      const rows = Array.from({ length: 30 }, (_, row) => row);
      const noisy = changed(dataset, { 'augment.noise': 0.5 }, rows);
      const plainRows = changed(dataset, { 'augment.noise': 1e-9 }, rows);
      const places = new Set(
        Array.from(noisy.keys()).filter(
          (at) => Math.abs((noisy[at] as number) - (plainRows[at] as number)) > 1e-6,
        ),
      );
      // The two numbers of each step; the others are one-hot inputs and a flag.
      expect([...new Set([...places].map((at) => at % (2 * step)))].sort((a, b) => a - b)).toEqual([
        0,
        4,
        step,
        step + 4,
      ]);
    }
  });

  test.each(['flip', 'shift', 'rotate', 'crop', 'brightness', 'cutout'])('have no augment.%s', (name) => {
    const attempt = () =>
      augmentationOf(
        { [`augment.${name}`]: name === 'flip' ? true : 0.1 },
        tableOf(classesOf(3), 10),
        randomFor('a'),
      );
    expect(attempt).toThrow(`augment.${name} needs images, and the inputs are a table`);
  });
});

await onEachBackend((backend) => {
  const { tf } = backend;

  test.each([
    ['classes', separableBlobs(), softmaxCrossEntropy],
    ['values', linearTarget(), meanSquaredError],
  ] as const)('mixup of %s trains on λ x + (1 − λ) x′ towards λ y + (1 − λ) y′', (kind, dataset, lossOf) => {
    const rows = Int32Array.of(3, 7, 12, 20, 21);
    const { x: allX, y: allY } = dataset.splits.train;
    const same = randomFor('mixup');
    const partners = same.shuffle(Int32Array.from(rows, (_, place) => place));
    const weights = Array.from(rows, () => drawBeta(same, 0.4));
    const augmentation = augmentationOf({ 'augment.mixup': 0.4 }, dataset, randomFor('mixup'));
    tf.tidy(() => {
      const { x, y } = tensorsOf(freshInputs(tf), dataset, dataset.splits.train, () => rows, augmentation);
      const rowOf = (place: number) => rows[place] as number;
      const mixed = Array.from(rows, (row, place) => {
        const [weight, other] = [weights[place] as number, rowOf(partners[place] as number)];
        return [0, 1].map(
          (at) => weight * (allX[2 * row + at] as number) + (1 - weight) * (allX[2 * other + at] as number),
        );
      });
      mixed.flat().forEach((value, at) => {
        expect(x.dataSync()[at]).toBeCloseTo(value, 6);
      });
      const outputs = tf.randomNormal(y.shape) as Tensor;
      const loss = lossOf(tf)(outputs, y).dataSync()[0] as number;
      const output = outputs.dataSync();
      const expected = Array.from(rows, (row, place) => {
        const [weight, other] = [weights[place] as number, rowOf(partners[place] as number)];
        const [one, two] = [allY[row] as number, allY[other] as number];
        if (kind === 'values') return ((output[place] as number) - weight * one - (1 - weight) * two) ** 2;
        const logits = [0, 1, 2].map((at) => output[3 * place + at] as number);
        const total = Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit), 0));
        const entropy = (label: number) => total - (logits[label] as number);
        return weight * entropy(one) + (1 - weight) * entropy(two);
      });
      expect(loss).toBeCloseTo(expected.reduce((sum, each) => sum + each, 0) / rows.length, 5);
    });
  });

  test('a trial changes with it, is the same again, and leaves the rows as they are', async () => {
    const dataset = brightHalves(30);
    const before = dataset.splits.train.x.slice();
    const config = {
      units: 4,
      batchSize: 8,
      'augment.rotate': 20,
      'augment.noise': 0.1,
      'augment.mixup': 0.3,
    };
    const [one, same] = [
      await run(backend, { family: mlp, dataset, config }),
      await run(backend, { family: mlp, dataset, config }),
    ];
    const off = await run(backend, { family: mlp, dataset, config: { units: 4, batchSize: 8 } });
    const zero = await run(backend, {
      ...{ family: mlp, dataset },
      config: { units: 4, batchSize: 8, 'augment.flip': false, 'augment.rotate': 0, 'augment.mixup': 0 },
    });
    expect(fingerprint(same)).toBe(fingerprint(one));
    expect(fingerprint(one)).not.toBe(fingerprint(off));
    expect(fingerprint(zero)).toBe(fingerprint(off));
    expect(one.history[0]).toEqual(off.history[0]);
    expect(dataset.splits.train.x).toEqual(before);
  });

  test('a table’s trial with a change of images is rejected', async () => {
    const dataset = tableOf(linearTarget().task, 12);
    const { outcome } = await run(backend, { dataset, config: { 'augment.cutout': 0.2 } });
    const message = expect.stringContaining('augment.cutout needs images, and the inputs are a table');
    expect(outcome).toMatchObject({ state: 'failed', failure: { kind: 'rejected', message } });
  });
});
