import { describe, expect, it } from 'vitest';
import { baseRate } from '../../src/baselines/base-rate.ts';
import { linearBaseline } from '../../src/baselines/linear-baseline.ts';
import type { Dataset, Split, Task } from '../../src/data/dataset.ts';
import { encodeSource, readSource } from '../../src/data/load-dataset.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';

const split = { kind: 'fractions', validation: 0.2, test: 0.2, stratify: true, seed: 0 } as const;

async function loaded(data: Partial<DataSpec>): Promise<Dataset> {
  const spec: DataSpec = { source: 'iris', exclude: [], scaling: 'standard', split, ...data };
  return encodeSource(await readSource(spec, '.'), spec);
}

const lossOf = ({ task, splits: { validation } }: Dataset, predictions: Float64Array) =>
  evaluate(task, predictions, validation.y).loss as number;

const classes: Task = { kind: 'classification', classes: ['no', 'yes'] };

function drawn(rows: number, columns: number, of: (x: Float32Array, row: number) => number): Split {
  const random = randomFor('baseline', rows, columns);
  const x = Float32Array.from({ length: rows * columns }, () => random.next() - 0.5);
  const y = Float32Array.from({ length: rows }, (_, row) =>
    of(x.subarray(row * columns, (row + 1) * columns), row),
  );
  return { rows, x, y, row: Int32Array.from(y, (_, row) => row) };
}

const inSplits = (task: Task, train: Split): Dataset => ({
  task,
  inputShape: [train.x.length / train.rows],
  preprocessing: { kind: 'table', columns: [] },
  splits: { train, validation: train, test: train },
});

describe('the linear baseline', () => {
  it.each<[string, Partial<DataSpec>, number]>([
    // scikit-learn with the same strength: 0.317 on iris, whose 30 validation rows are hard, and 0.092 on digits.
    ['three classes', { source: 'iris' }, 0.35],
    ['values', { source: 'penguins', target: 'bodyMassGrams' }, 0.2],
    ['ten classes of pictures', { source: 'digits' }, 0.2],
  ])('predicts new rows of %s far better than the base rate', async (_, data, share) => {
    const dataset = await loaded(data);
    const { validation } = dataset.splits;
    const linear = lossOf(dataset, linearBaseline(dataset)?.predict(validation) as Float64Array);
    expect(linear).toBeLessThan(share * lossOf(dataset, baseRate(dataset, validation)));
  });

  it('is the same bits again', async () => {
    const dataset = await loaded({});
    const of = () => linearBaseline(dataset)?.predict(dataset.splits.test);
    expect(of()).toEqual(of());
  });

  it('takes some of very many rows, and is as good', () => {
    const train = drawn(30_000, 30, (x) => +((x[0] as number) + (x[1] as number) > 0));
    const dataset = inSplits(classes, train);
    const predicted = linearBaseline(dataset)?.predict(train) as Float64Array;
    expect(evaluate(classes, predicted, train.y).accuracy).toBeGreaterThan(0.98);
  });

  it('counts rows by their weights in the loss', () => {
    const train = drawn(200, 1, (_, row) => +(row % 2 === 0));
    const lossWeight = Float32Array.from(train.y, (label) => (label === 1 ? 1.8 : 0.2));
    const dataset = inSplits(classes, { ...train, lossWeight });
    expect(linearBaseline(dataset)?.predict(train)[1]).toBeCloseTo(0.9, 1);
    expect(baseRate(dataset, train)[1]).toBeCloseTo(180.5 / 201, 6);
  });

  it('of one class of rows, of two rows and of columns that never vary is finite', () => {
    const alike = drawn(40, 3, () => 1);
    const flat = { ...drawn(40, 3, (_, row) => row % 2), x: new Float32Array(120) };
    for (const train of [alike, flat, drawn(2, 3, (_, row) => row)]) {
      const predicted =
        linearBaseline(inSplits(classes, train))?.predict(train) ?? new Float64Array([Number.NaN]);
      expect(predicted.every(Number.isFinite)).toBe(true);
    }
  });

  it('of a single row is none', () => {
    expect(
      linearBaseline(
        inSplits(
          classes,
          drawn(1, 3, () => 1),
        ),
      ),
    ).toBeUndefined();
  });
});
