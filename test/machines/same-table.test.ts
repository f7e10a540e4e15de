import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { randomSpace, recorded, run, temporaryDirectory } from '../e2e/hpsearch.ts';
import { describeOnPostgres } from '../postgres/shared.ts';
import { Fleet } from './fleet.ts';

const iris = { source: 'iris', split: { validation: 0.2 } };
const common = { data: iris, model: { type: 'mlp' }, space: randomSpace };

/** The fields that each kind of search adds to a space of small nets. */
const kinds: Readonly<Record<string, object>> = {
  random: { training: { maxEpochs: 3, backend: 'wasm' }, search: { trials: 9 } },
  asha: { training: { maxEpochs: 9, backend: 'wasm' }, search: { trials: 9, scheduler: 'asha' } },
  tpe: { training: { maxEpochs: 2, backend: 'wasm' }, search: { trials: 14, sampler: 'tpe' } },
  median: { training: { maxEpochs: 8, backend: 'wasm' }, search: { trials: 12, scheduler: 'median' } },
  folds: {
    data: { source: 'iris', split: { folds: 3 } },
    training: { maxEpochs: 3, backend: 'wasm' },
    search: { trials: 4 },
  },
};

await describeOnPostgres('the table of three machines', (server) => {
  let fleet: Fleet;
  const { directory, remove } = temporaryDirectory();
  beforeAll(async () => {
    fleet = new Fleet(server, await server.createDatabase());
    for (let machine = 0; machine < 3; machine++) await fleet.worker();
  });
  afterAll(async () => {
    await fleet.end();
    remove();
  });

  test.each(Object.entries(kinds))(
    '%s: the same as that of SQLite with one worker',
    async (name, changes) => {
      const space = fleet.space({ name, ...common, ...changes });
      const alone = await run(['start', space, '--db', 'alone.db', '--quiet'], directory);
      expect(alone.code, alone.stderr).toBe(0);
      const coordinated = await fleet.coordinator(space).ended;
      expect(coordinated.code, coordinated.stderr).toBe(0);
      const expected = await recorded(join(directory, 'alone.db'), name);
      expect(expected.length).toBeGreaterThan(3);
      expect(await recorded(fleet.database, name)).toEqual(expected);
    },
  );
});
