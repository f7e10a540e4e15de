import type { Dataset, Preprocessing, Task } from '../../src/data/dataset.ts';
import { randomFor } from '../../src/statistics/random.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { classesOf, datasetOf } from './example-data.ts';

/** Two numbers, one of them with a flag, three categories and nine. */
export const preprocessing: Preprocessing = {
  kind: 'table',
  columns: [
    { kind: 'number', name: 'a', shift: 0, scale: 1, fill: 0 },
    { kind: 'category', name: 'b', values: ['x', 'y', 'z'] },
    { kind: 'number', name: 'c', shift: 0, scale: 1, fill: 0, indicator: true },
    { kind: 'category', name: 'd', values: [...'abcdefghi'] },
  ],
};
export const price: Task = { kind: 'regression', target: 'price', mean: 5, std: 2 };

/** The class or value follows from the first number's cosine and a category. */
export function tableOf(task: Task, rows = 60): Dataset {
  const random = randomFor('table');
  const examples = () => {
    const x = Array.from({ length: rows }, () => {
      const row = new Array<number>(15).fill(0);
      row[0] = 4 * random.next() - 2;
      row[1 + random.below(3)] = 1;
      row[4] = 4 * random.next() - 2;
      row[6 + random.below(9)] = 1;
      return row;
    });
    const values = x.map((row) => Math.cos(3 * (row[0] as number)) + (row[2] as number));
    const y = task.kind === 'regression' ? values : values.map((value) => (value > 0.3 ? 1 : 0));
    return { x, y };
  };
  return { ...datasetOf(task, [15], { train: examples(), validation: examples() }), preprocessing };
}

/** A task with settings of the tabular family. */
export const tabularCases: readonly (readonly [string, Task, Configuration])[] = [
  ['classes', classesOf(3), {}],
  ['classes by members', classesOf(3), { members: 4 }],
  ['two classes without embeddings', classesOf(2), { frequencies: 0, parametricActivation: false }],
  ['values', price, {}],
  ['values by members', price, { members: 3, activation: 'relu' }],
  ['values of high frequencies, clipped late', price, { frequencySpread: 1, clip: 8 }],
];
export const small = { members: 1, layers: 2, units: 6, dropout: 0.2, batchSize: 16 };
