import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { json, recorded, run, temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

test('the same seed gives the same trials, bit for bit, with 1, 2 and 4 workers', async () => {
  writeSpace(directory);
  const tables = [];
  for (const workers of ['1', '2', '4']) {
    const db = `${workers}.db`;
    const { code } = await run(
      ['start', 'space.json', '--workers', workers, '--db', db, '--quiet'],
      directory,
    );
    expect(code).toBe(0);
    tables.push(await recorded(join(directory, db)));
  }
  expect(tables[0]).toHaveLength(6);
  expect(tables[1]).toEqual(tables[0]);
  expect(tables[2]).toEqual(tables[0]);
  const losses = tables[0]?.map(({ history }) => history.at(-1)?.metrics.loss);
  expect(new Set(losses).size).toBe(6);
});

test('another seed gives other trials', async () => {
  writeSpace(directory);
  const first = await json<{ config: unknown }[]>(['sample', 'space.json'], directory);
  const second = await json<{ config: unknown }[]>(['sample', 'space.json', '--seed', '2'], directory);
  expect(second.map(({ config }) => config)).not.toEqual(first.map(({ config }) => config));
});
