import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { type Recorded, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

async function tableOf(db: string, flags: readonly string[]): Promise<Recorded[]> {
  const { code, stderr } = await run(['start', 'space.json', '--db', db, '--quiet', ...flags], directory);
  expect([code, stderr]).toEqual([0, '']);
  return recorded(join(directory, db));
}

/** A trial that diverges after the epoch at which it is cut has no count of its parameters. */
const statesOf = (table: readonly Recorded[]) => [...new Set(table.map(({ state }) => state))].sort();

const scheduler = { type: 'median', startupTrials: 3, warmupEpochs: 1 };

test('the median scheduler leaves the same table at 1 and 4 workers, and in processes', async () => {
  writeSpace(directory, {
    training: { maxEpochs: 12, backend: 'wasm' },
    search: { trials: 14, scheduler, lookback: 3 },
  });
  const alone = await tableOf('one.db', ['--workers', '1']);
  expect(statesOf(alone)).toEqual(['complete', 'pruned']);
  expect(await tableOf('four.db', ['--workers', '4'])).toEqual(alone);
  expect(await tableOf('processes.db', ['--workers', '3', '--isolation', 'process'])).toEqual(alone);
}, 120_000);

test('it does with folds too', async () => {
  writeSpace(directory, {
    data: { source: 'iris', split: { folds: 3 } },
    training: { maxEpochs: 6, backend: 'wasm' },
    search: { trials: 10, scheduler, lookback: 2 },
  });
  const alone = await tableOf('folds-one.db', ['--workers', '1']);
  expect(statesOf(alone)).toEqual(['complete', 'pruned']);
  expect(await tableOf('folds-four.db', ['--workers', '4'])).toEqual(alone);
}, 120_000);

test('pruner is the former name of scheduler, and a study that has begun with it resumes', async () => {
  writeSpace(directory, { name: 'named', search: { trials: 1, pruner: 'median' } });
  const { stderr } = await run(['start', 'space.json', '--db', 'named.db'], directory);
  expect(stderr).toContain('pruner is the former name of scheduler, and works as before\n');
  writeSpace(directory, { name: 'named', search: { trials: 2, scheduler: 'median' } });
  const resumed = await run(['start', 'space.json', '--db', 'named.db'], directory);
  expect([resumed.code, resumed.stderr.includes('former')]).toEqual([0, false]);
  const both = await run(['start', 'space.json', '--pruner', 'none', '--scheduler', 'none'], directory);
  expect(both).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--pruner: must be left out beside'),
  });
  writeSpace(directory, { search: { scheduler: 'none', pruner: 'none' } });
  const field = await run(['start', 'space.json'], directory);
  expect(field.stderr).toContain(
    'search.pruner: must be left out beside search.scheduler, whose former name it is',
  );
}, 60_000);
