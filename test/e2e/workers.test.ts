import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { randomSpace, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

test('the same seed gives the same trials, bit for bit, with 1, 2 and 4 workers', async () => {
  writeSpace(directory, { space: randomSpace, training: { maxEpochs: 3, backend: 'wasm' } });
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
  const ran = await recorded(join(directory, '1.db'));
  for (const [seed, isSame] of [
    ['1', true],
    ['2', false],
  ] as const) {
    const args = ['sample', 'space.json', '--n', '6', '--seed', seed];
    const sampled = await json<{ config: unknown }[]>(args, directory);
    const configs = ran.map(({ config }) => config);
    expect(JSON.stringify(sampled.map(({ config }) => config)) === JSON.stringify(configs)).toBe(isSame);
  }
});
