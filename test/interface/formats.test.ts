import { copyFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { evaluate, predict, search } from 'hpsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const csv = readFileSync(join(root, 'datasets/penguins.csv'), 'utf8');
const [names = [], ...rows] = csv
  .trim()
  .split('\n')
  .map((line) => line.split(','));
const objects = rows.map((row) =>
  Object.fromEntries(row.map((cell, at) => [names[at] as string, typed(cell)])),
);

/** As JSON has it: a number, a word or nothing. */
function typed(cell: string): string | number | null {
  if (cell === '' || cell === 'NA') return null;
  return Number.isNaN(Number(cell)) ? cell : Number(cell);
}

/** The same table in every format. */
const tables: Readonly<Record<string, string | Buffer>> = {
  'penguins.csv': csv,
  'penguins.csv.gz': gzipSync(csv),
  'penguins.tsv': csv.replaceAll(',', '\t'),
  'penguins.jsonl': objects.map((row) => JSON.stringify(row)).join('\n'),
  'penguins.json': JSON.stringify(objects),
};
const files = [...Object.keys(tables), 'penguins.parquet'];
const path = (file: string) => join(directory, file);
const db = (file: string) => path(`${file}.db`);

beforeAll(() => {
  for (const [file, content] of Object.entries(tables)) writeFileSync(path(file), content);
  const parquet = fileURLToPath(new URL('../fixtures/formats/penguins.parquet', import.meta.url));
  copyFileSync(parquet, path('penguins.parquet'));
});

test('a study learns the same from a table in any format, and predicts the same from each', async () => {
  const studies: unknown[] = [];
  for (const file of files) {
    const { trials } = await search({
      ...{ name: 'penguins', db: db(file), trials: 1, workers: 1 },
      data: { source: 'csv', path: path(file), target: 'species', split: { validation: 0.2 } },
      space: { learningRate: 0.01, units: 8 },
      training: { maxEpochs: 3, backend: 'cpu' },
    });
    studies.push(trials.map(({ value, metrics }) => ({ value, metrics })));
  }
  expect(studies[0]).toMatchObject([{ value: expect.any(Number) }]);
  for (const study of studies) expect(study).toEqual(studies[0]);

  const predictions = [];
  for (const file of files) {
    predictions.push(await predict({ db: db('penguins.csv'), input: path(file) }));
    const { rows: count, metrics } = await evaluate({ db: db(file), data: path(file) });
    predictions.push({ count, metrics });
  }
  expect(predictions[0]).toHaveLength(rows.length);
  for (const [at, each] of predictions.entries()) expect(each).toEqual(predictions[at % 2]);
});
