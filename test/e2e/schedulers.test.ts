import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { SchedulingReport } from '../../src/reports/scheduling-report.ts';
import type { SearchReport } from '../../src/reports/search-report.ts';
import { ended, launch, type Recorded, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

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
    training: { maxEpochs: 9, backend: 'wasm' },
    search: { trials: 12, scheduler, lookback: 3 },
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
    search: { trials: 8, scheduler, lookback: 2 },
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

/** Starts the search and kills it after as many of its trials have ended. */
async function killedAfter(ends: number, db: string): Promise<void> {
  const child = launch(['start', 'space.json', '--db', db, '--workers', '2'], directory);
  let lines = 0;
  child.stderr.on('data', (text: Buffer) => {
    lines += String(text).match(/^\[/gm)?.length ?? 0;
    if (lines >= ends) child.kill('SIGKILL');
  });
  await ended(child);
}

test('asha leaves the same table at 1 and 4 workers, in processes, after kills and extended', async () => {
  writeSpace(directory, {
    training: { maxEpochs: 9, backend: 'wasm' },
    search: { trials: 14, scheduler: 'asha' },
  });
  const alone = await tableOf('asha.db', ['--workers', '1']);
  expect(statesOf(alone)).toEqual(['complete', 'pruned']);
  expect(await tableOf('asha-four.db', ['--workers', '4'])).toEqual(alone);
  expect(await tableOf('asha-processes.db', ['--workers', '2', '--isolation', 'process'])).toEqual(alone);
  await killedAfter(7, 'asha-killed.db');
  await tableOf('asha-killed.db', ['--workers', '2', '--trials', '12']);
  expect(await tableOf('asha-killed.db', ['--workers', '2'])).toEqual(alone);

  const report = await json<SearchReport>(['start', 'space.json', '--db', 'asha.db'], directory);
  const { rungs = [], ...scheduling } = report.scheduling as SchedulingReport;
  const epochs = alone.reduce((sum, trial) => sum + (trial.epochs ?? 0), 0);
  const pruned = alone.filter(({ state }) => state === 'pruned');
  const savedEpochs = pruned.reduce((sum, trial) => sum + 9 - (trial.epochs ?? 0), 0);
  expect(scheduling).toEqual({ scheduler: 'asha', epochs, savedEpochs, timedOut: [] });
  expect(rungs.map((rung) => [rung.epochs, rung.trials])).toMatchObject([
    [1, 14],
    [3, 5],
    [9, expect.any(Number)],
  ]);
  const { rungs: places } = await json<{ rungs: unknown[] }>(
    ['show', String(report.best?.trial), '--db', 'asha.db'],
    directory,
  );
  expect(places).toHaveLength(3);
  const shown = await run(['top', '--db', 'asha.db'], directory);
  expect(shown.stdout).toContain(
    `asha: ${epochs} epochs trained, at most ${savedEpochs} saved; 14 trials at epoch 1`,
  );
}, 240_000);

test('asha within a budget leaves one table at 1 and 3 workers, after a kill and in steps', async () => {
  writeSpace(directory, {
    name: 'limited',
    training: { maxEpochs: 9, backend: 'wasm' },
    search: { trials: 30, scheduler: 'asha', lookback: 4, budget: { epochs: 40 } },
  });
  const { code, stdout, stderr } = await run(
    ['start', 'space.json', '--workers', '3', '--db', 'b3.db'],
    directory,
  );
  expect([code, stderr]).toEqual([
    0,
    expect.stringContaining('by all that follows from those 4 and more before it, so 3 workers wait'),
  ]);
  expect(stdout).toMatch(
    /\nstopped: the trials that had begun were expected to take \d+ epochs; the budget is 40\n/,
  );
  const three = await recorded(join(directory, 'b3.db'));
  expect(statesOf(three)).toEqual(['complete', 'pruned']);
  const epochs = three.reduce((sum, trial) => sum + (trial.epochs ?? 0), 0);
  expect([epochs >= 32, epochs <= 48]).toEqual([true, true]);
  expect(await tableOf('b1.db', ['--workers', '1'])).toEqual(three);
  await killedAfter(7, 'b2.db');
  await tableOf('b2.db', ['--workers', '2', '--trials', String(three.length - 3)]);
  expect(await tableOf('b2.db', ['--workers', '2'])).toEqual(three);
}, 120_000);

test('a search that time ends with all trials at rungs says that it can go on', async () => {
  writeSpace(directory, {
    training: { maxEpochs: 5000, backend: 'wasm' },
    search: { trials: 2, scheduler: 'asha' },
  });
  const args = ['start', 'space.json', '--db', 'late.db', '--time', '0.01s', '--workers', '1', '--quiet'];
  const { code, stderr } = await run(args, directory);
  expect(code).toBe(3);
  expect(stderr).toMatch(
    /^hpsearch: no trial completed before the time was over: 0 failed, at least \d trials? to go; resume with: hpsearch start space\.json --db late\.db/,
  );
}, 60_000);

test('hyperband does with folds and a sampler that learns', async () => {
  writeSpace(directory, {
    data: { source: 'iris', split: { folds: 3 } },
    training: { maxEpochs: 4, backend: 'wasm' },
    search: {
      ...{ trials: 9, lookback: 3, sampler: { type: 'tpe', startup: 3 } },
      scheduler: { type: 'hyperband', eta: 2 },
    },
  });
  const alone = await tableOf('hyperband.db', ['--workers', '1']);
  expect(statesOf(alone)).toEqual(['complete', 'pruned']);
  expect(await tableOf('hyperband-four.db', ['--workers', '4'])).toEqual(alone);
}, 120_000);

test('asha stops a function at rungs, and calls it anew when it is promoted', async () => {
  const text = `
    export async function run({ x, ends }, report, signal, { random }) {
      for (let step = 1; step <= ends; step++) {
        report({ loss: x + random() / step, step });
        if (step > 2 && signal.aborted) break;
        if (step % 2 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
      }
      return { loss: x, step: -1 };
    }`;
  writeFileSync(join(directory, 'steps.mjs'), text);
  writeSpace(directory, {
    ...{ name: 'steps', data: undefined },
    training: { maxEpochs: 9 },
    model: { objective: './steps.mjs' },
    objective: { metric: 'loss', direction: 'minimize' },
    space: { x: { type: 'uniform', min: 0, max: 1 }, ends: { type: 'choice', values: [9, 12, 2] } },
    search: { trials: 20, scheduler: 'asha' },
  });
  const alone = await tableOf('steps.db', ['--workers', '1']);
  expect(await tableOf('steps-three.db', ['--workers', '3'])).toEqual(alone);
  await killedAfter(9, 'steps-killed.db');
  expect(await tableOf('steps-killed.db', ['--workers', '2'])).toEqual(alone);
  for (const { state, epochs, config, metrics, history } of alone) {
    expect(history).toHaveLength(epochs ?? 0);
    if (state === 'complete') expect([epochs, metrics.step]).toEqual([config.ends, -1]);
    else expect([1, 3]).toContain(epochs);
  }
  expect(statesOf(alone)).toEqual(['complete', 'pruned']);
  const { scheduling } = await json<SearchReport>(['start', 'space.json', '--db', 'steps.db'], directory);
  expect(scheduling?.rungs?.map(({ epochs }) => epochs)).toEqual([1, 3, 9]);
}, 60_000);

test('a scheduler with rungs that a study cannot have is refused in one line', async () => {
  const refused = async (space: Record<string, unknown>, flags: readonly string[] = []) => {
    writeSpace(directory, space);
    const { code, stderr } = await run(['start', 'space.json', '--db', 'refused.db', ...flags], directory);
    return [code, stderr.trim().split('\n').at(-1)];
  };
  const scheduler = { type: 'asha', minEpochs: 4 };
  expect(await refused({ training: { maxEpochs: 9 }, search: { scheduler } })).toEqual([
    2,
    expect.stringMatching(
      /^hpsearch: space\.json:\d+:\d+ search\.scheduler\.minEpochs: must be at most 3: times eta \(3\) it must not exceed training\.maxEpochs \(9\), got 4$/,
    ),
  ]);
  expect(await refused({ training: { maxEpochs: 2 }, search: { scheduler: 'hyperband' } })).toEqual([
    2,
    expect.stringMatching(
      /^hpsearch: space\.json:\d+:\d+ training\.maxEpochs: must be at least 3 with hyperband: minEpochs \(1\) times eta \(3\), got 2$/,
    ),
  ]);
  writeFileSync(join(directory, 'objective.mjs'), 'export const run = ({ x }) => x;');
  const calling = {
    data: undefined,
    training: undefined,
    model: { objective: './objective.mjs' },
    objective: { metric: 'loss', direction: 'minimize' },
    space: { x: { type: 'uniform', min: 0, max: 1 } },
  };
  const reason = 'the number of steps that a whole trial of the function reports';
  expect(await refused({ ...calling, search: { scheduler: 'hyperband' } })).toEqual([
    2,
    `hpsearch: space.json training.maxEpochs: must be given with hyperband: ${reason}`,
  ]);
  expect(await refused(calling, ['--scheduler', 'asha'])).toEqual([
    2,
    `hpsearch: space.json training.maxEpochs: must be given with asha: ${reason}`,
  ]);
  expect(await refused({ ...calling, training: { maxEpochs: 9 } })).toEqual([
    2,
    expect.stringMatching(
      /training\.maxEpochs: must be left out for a function, unless its scheduler has rungs \(asha, hyperband, 1-epoch\), got 9$/,
    ),
  ]);
}, 60_000);
