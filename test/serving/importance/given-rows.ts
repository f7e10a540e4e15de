import type { JudgedRows } from '../../../src/serving/importance/judged-rows.ts';
import type { ServedModel } from '../../../src/serving/served-model.ts';
import { normalQuantile } from '../../../src/statistics/normal-quantile.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { ColumnTransform, Task } from '../../../src/study/pipeline.ts';

const number = (name: string): ColumnTransform => ({ kind: 'number', name, fill: 0, shift: 0, scale: 1 });
const columns: ColumnTransform[] = [
  number('strong'),
  { kind: 'category', name: 'sort', values: ['low', 'high'] },
  number('noise'),
  number('faint'),
];
const width = 5;
const task: Task = { kind: 'regression', target: 'value', mean: 0, std: 1 };

/** strong: 2x; sort: −1 for low, 1 for high; and two columns that only add errors. */
function predictedValue(x: ArrayLike<number>, row: number): number {
  const weights = [2, -1, 1, 0.3, 0.1];
  return weights.reduce((sum, weight, at) => sum + weight * (x[row * width + at] as number), 0);
}

/**
 * The rise of the squared error, for each column of slope a and variance v that the target has too: 2a²v, the mean of
 * a²(x − x')². An error that a column only adds is as large after a shuffle as before.
 */
export const expectedImportance: Readonly<Record<string, number>> = {
  strong: 8,
  sort: 2,
  noise: 0,
  faint: 0,
};

/** A model of a table by a formula. */
export const model: ServedModel = {
  name: 'the formula',
  pipeline: { task, inputShape: [width], preprocessing: { kind: 'table', columns } },
  predict: async ({ x, rows }) => Float64Array.from({ length: rows }, (_, row) => predictedValue(x, row)),
};

/** Rows whose columns are independent, and in `folds` parts the row r in part r modulo `folds`. */
export function drawRows(seed: number, rows: number, folds = 1): JudgedRows {
  const random = randomFor('importance rows', seed);
  const normal = () => normalQuantile(random.next());
  const x = new Float32Array(rows * width);
  const y = new Float32Array(rows);
  for (let row = 0; row < rows; row++) {
    const high = random.below(2);
    const strong = normal();
    x.set([strong, 1 - high, high, normal(), normal()], row * width);
    y[row] = 2 * strong + 2 * high - 1 + normal();
  }
  const all = Int32Array.from({ length: rows }, (_, row) => row);
  const parts = Array.from({ length: folds }, (_, fold) => all.filter((row) => row % folds === fold));
  return {
    ...{ data: 'validation', rows, x, y, parts },
    predict: async (of) => {
      const predictions = new Float64Array(rows);
      for (const [index, part] of parts.entries()) {
        const own = await model.predict(of(index));
        part.forEach((row, place) => {
          predictions[row] = own[place] as number;
        });
      }
      return predictions;
    },
  };
}
