import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import { rowsOf } from './csv-rows.ts';
import { runExample } from './exported-example.ts';
import { temporaryDirectory } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const path = (file: string) => join(directory, file);
const db = ['--db', path('mixed.db')];

/** Rows of a count, a grade in an order, a price and a class, which the four numbers before them tell of. */
function table(): string {
  const random = randomFor(7, 'mixed targets');
  const normal = () => random.next() + random.next() + random.next() + random.next() - 2;
  const rows = Array.from({ length: 300 }, () => {
    const [a, b, c, d] = [normal(), normal(), normal(), normal()] as [number, number, number, number];
    const visits = Math.floor(Math.exp(0.5 + 1.5 * a) * 2 * random.next());
    const grade = ['low', 'mid', 'high'][
      (b + normal() / 2 > -0.3 ? 1 : 0) + (b + normal() / 2 > 0.4 ? 1 : 0)
    ];
    const price = 50 + 20 * c + 10 * Math.abs(d) * normal();
    return [a, b, c, d, visits, grade, price, a + d + normal() > 0 ? 'yes' : 'no'].join(',');
  });
  return ['a,b,c,d,visits,grade,price,kind', ...rows].join('\n');
}

const space = {
  name: 'mixed',
  data: {
    source: 'csv',
    path: 'mixed.csv',
    target: ['visits', 'grade', 'price', 'kind'],
    task: { visits: 'count', grade: 'ordinal', price: 'quantile' },
    quantiles: [0.1, 0.5, 0.9],
    columns: { grade: { type: 'ordinal', order: ['low', 'mid', 'high'] } },
    split: { validation: 0.25, test: 0.25 },
  },
  model: { type: 'mlp' },
  space: { learningRate: { type: 'logUniform', min: 0.003, max: 0.03 } },
  training: { maxEpochs: 10, backend: 'wasm' },
  search: { trials: 2, seed: 1 },
};

beforeAll(async () => {
  writeFileSync(path('mixed.csv'), table());
  writeFileSync(path('mixed.json'), JSON.stringify(space));
  const { code, stderr } = await run(['start', 'mixed.json', '--quiet', ...db], directory);
  expect([code, stderr]).toEqual([0, expect.any(String)]);
});

test('a count, ordered classes, quantiles and classes are one study with the metrics of each', async () => {
  const listed = await json<{ metrics: Record<string, number> }[]>(['top', ...db], directory);
  const names = Object.keys(listed[0]?.metrics ?? {});
  expect(names).toEqual(
    expect.arrayContaining([
      'valLoss',
      'valRankMae.grade',
      'valMae.visits',
      'valLoss.price',
      'valAccuracy.kind',
    ]),
  );
  const evaluated = await json<{ metrics: Record<string, { value: number }> }>(
    ['evaluate', ...db],
    directory,
  );
  const found = ['deviance.visits', 'pinball.price', 'nll.grade', 'accuracy.kind'];
  expect(Object.keys(evaluated.metrics)).toEqual(expect.arrayContaining(found));
  const { stdout } = await run(['top', ...db], directory);
  const losses = /linear +([\d.]+)/.exec(stdout);
  const base = /base rate +([\d.]+)/.exec(stdout);
  expect(Number(losses?.[1])).toBeLessThan(Number(base?.[1]));
});

test('they are predicted alike by the study, its export and the plain script, and combined', async () => {
  const own = rowsOf((await run(['predict', 'mixed.csv', ...db], directory)).stdout);
  expect(Object.keys(own[0] ?? {})).toEqual([
    'prediction_visits',
    'prediction_grade',
    'prediction_price',
    ...['q10', 'q50', 'q90'].map((name) => `prediction_price_${name}`),
    'prediction_kind',
  ]);
  for (const row of own) {
    expect(Number(row.prediction_visits)).toBeGreaterThan(0);
    expect(Number(row.prediction_price_q10)).toBeLessThanOrEqual(Number(row.prediction_price_q90));
  }
  expect(await run(['ensemble', ...db], directory)).toMatchObject({ code: 0 });
  expect(await run(['ensemble', '--method', 'stack', ...db], directory)).toMatchObject({ code: 0 });
  expect(await run(['export', '--model', '0', '--to', 'both', ...db], directory)).toMatchObject({ code: 0 });
  const first = rowsOf((await run(['predict', 'mixed.csv', '--model', '0', ...db], directory)).stdout);
  const again = rowsOf((await run(['predict', 'mixed.csv', '--model', 'both'], directory)).stdout);
  const rows = rowsOf(table()).slice(0, 3);
  const { stdout } = runExample(path('both'), rows);
  const grades = [...stdout.matchAll(/grade: '(\w+)'/g)].map(([, name]) => name);
  const visits = [...stdout.matchAll(/visits: ([\d.]+)/g)].map(([, count]) => Number(count));
  again.slice(0, 3).forEach((row, at) => {
    const price = Number(row.prediction_price_q10);
    expect(price / Number(first[at]?.prediction_price_q10)).toBeCloseTo(1, 4);
    expect(row.prediction_grade).toBe(first[at]?.prediction_grade);
    expect(grades[at]).toBe(row.prediction_grade);
    expect((visits[at] as number) / Number(row.prediction_visits)).toBeCloseTo(1, 4);
  });
});

test('what the tasks forbid is said with the target', async () => {
  const refused = await run(['distill', ...db], directory);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('a count study cannot be distilled'),
  ]);
  const other = { ...space, data: { ...space.data, task: { visit: 'count' } } };
  writeFileSync(path('other.json'), JSON.stringify(other));
  const misspelt = await run(['start', 'other.json', '--db', 'other.db'], directory);
  expect([misspelt.code, misspelt.stderr]).toEqual([
    2,
    expect.stringContaining('data.task.visit: must be one of the targets'),
  ]);
  writeFileSync(path('alike.csv'), table().replace(',visits,', ',price_q10,'));
  const target = ['price', 'price_q10'];
  const alike = { ...space.data, path: 'alike.csv', target, task: { price: 'quantile', price_q10: 'count' } };
  writeFileSync(path('alike.json'), JSON.stringify({ ...space, data: alike }));
  const collided = await run(['start', 'alike.json', '--db', 'other.db'], directory);
  expect([collided.code, collided.stderr]).toEqual([
    2,
    expect.stringContaining('price and price_q10 would both have prediction_price_q10'),
  ]);
  expect(existsSync(path('other.db'))).toBe(false);
});
