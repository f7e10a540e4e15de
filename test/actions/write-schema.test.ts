import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { lookAtData } from '../../src/actions/data.ts';
import { fingerprint } from '../../src/data/dataset.ts';
import { loadDataset } from '../../src/data/load-dataset.ts';
import { prepareSpec } from '../../src/search/prepare-spec.ts';
import { csvDirectory } from '../data/data-spec.ts';

const rows = Array.from({ length: 90 }, (_, row) => [
  `${(row * 7) % 50},5`,
  ['01', '1', '2'][row % 3],
  `${1 + (row % 28)}.03.2024`,
  row % 8 === 0 ? 'unknown' : String(row % 9),
  row + 1,
  row % 5,
  `$${100 + ((row * 11) % 37)}`,
]);
const csv = ['size;zone;sold;rooms;id;weight;price', ...rows.map((row) => row.join(';'))].join('\n');
const declared = {
  price: { type: 'number', unit: '$' },
  weight: 'integer',
  zone: { type: 'category', missing: [] },
} as const;
const data = { source: 'csv', path: 'table.csv', target: 'price', weight: 'weight', columns: declared };

async function lookAndWrite(
  name: string,
  text: string,
): Promise<{ before: string; after: string; text: string }> {
  const space = join(csvDirectory(csv), name);
  writeFileSync(space, text);
  const read = async () => {
    const { spec, directory } = await prepareSpec({ space });
    const dataset = await loadDataset(spec.data, directory);
    // A declared type has a form of its own, which reads the same.
    return fingerprint({ ...dataset, preprocessing: { kind: 'table', columns: [] } });
  };
  const before = await read();
  const none = { k: undefined, study: undefined, target: undefined, query: undefined };
  const options = { space, writeSchema: true, db: '', quick: false, suspects: false, ...none };
  await lookAtData(options, { onStep: () => {} });
  return { before, after: await read(), text: readFileSync(space, 'utf8') };
}

const inferred = {
  size: { type: 'number', decimal: ',' },
  sold: { type: 'date', format: 'dd.MM.yyyy' },
  rooms: 'integer',
  id: 'id',
};

test('the types that are written into a JSON file are read to the same data, and declared ones stay', async () => {
  const space = { data, space: { learningRate: 0.1 } };
  const { before, after, text } = await lookAndWrite('space.json', JSON.stringify(space));
  expect(JSON.parse(text)).toEqual({ ...space, data: { ...data, columns: { ...inferred, ...declared } } });
  expect(after).toBe(before);
});

test('in a YAML file comments stay too', async () => {
  const yaml = [
    'data:',
    '  source: csv # all houses',
    '  path: table.csv',
    '  target: price',
    '  columns:',
    '    price: { type: number, unit: $ } # dollars',
    'space:',
    '  learningRate: 0.1',
    '',
  ].join('\n');
  const { before, after, text } = await lookAndWrite('space.yaml', yaml);
  expect(text).toContain('# all houses');
  expect(text).toContain('    price: { type: number, unit: $ } # dollars\n    size:\n      type: number\n');
  expect(after).toBe(before);
});

test('a query has columns to declare, as advice says', async () => {
  const directory = csvDirectory('');
  const database = new Database(join(directory, 'shop.db'));
  database.exec('create table orders (amount text, y real)');
  const insert = database.prepare('insert into orders values (?, ?)');
  for (let row = 0; row < 60; row++) insert.run(`${row} kg`, row / 4);
  database.close();
  const space = join(directory, 'space.json');
  const columns = { amount: { type: 'number', unit: 'kg' } };
  const query = { source: 'sqlite', path: 'shop.db', query: 'select * from orders', target: 'y', columns };
  writeFileSync(space, JSON.stringify({ data: query, space: { learningRate: 0.1 } }));
  const { spec } = await prepareSpec({ space });
  const { inputShape } = await loadDataset(spec.data, directory);
  expect(inputShape).toEqual([1]);
});
