import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { choice, int, logUniform, search } from 'hpsearch';
import { afterAll, expect, test } from 'vitest';
import { temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const objective = join(directory, 'objective.mjs');
writeFileSync(
  objective,
  `export async function run({ rate, layers }) {
    await new Promise((resolve) => setTimeout(resolve, layers * 3));
    if (layers === 5) throw new Error('too deep');
    return (Math.log10(rate) + 2) ** 2 + layers;
  }`,
);

const given = {
  model: { objective },
  objective: { metric: 'loss', direction: 'minimize' },
  space: {
    rate: { ...logUniform(1e-5, 1), prior: { at: 1e-3 } },
    layers: int(1, 5),
    kind: choice(['a', 'b']),
  },
  trials: 24,
} as const;

test.each(['tpe', 'gp'] as const)('%s has the same trials at any number of workers', async (type) => {
  const tables = [];
  for (const workers of [1, 4]) {
    const db = join(directory, `${type}-${workers}.db`);
    const sampler = { type, startup: 4 };
    const { trials } = await search({ ...given, name: 'learned', db, workers, sampler, lookback: 6 });
    tables.push(trials.map(({ config, state, value }) => ({ config, state, value })));
  }
  expect(tables[0]).toHaveLength(24);
  expect(tables[1]).toEqual(tables[0]);
  expect(new Set(tables[0]?.map(({ config }) => JSON.stringify(config))).size).toBe(24);
});

test('a finite space ends the search, and the study resumes as ended; repeats runs on', async () => {
  const space = { layers: int(1, 3), kind: choice(['a', 'b']), rate: 0.1 };
  const options = { ...given, space, db: join(directory, 'finite.db'), workers: 2 };
  const first = await search({ ...options, name: 'finite' });
  expect(first.stopped).toEqual({ by: 'configurations', configurations: 6 });
  expect(new Set(first.trials.map(({ config }) => JSON.stringify(config))).size).toBe(6);
  const again = await search({ ...options, name: 'finite', trials: 40 });
  expect(again.trials).toEqual(first.trials);
  const repeated = await search({ ...options, name: 'repeated', repeats: true, trials: 9 });
  expect(repeated.trials).toHaveLength(9);
  expect(repeated.stopped).toBeUndefined();
});
