import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { AblationReport } from '../../src/reports/learned/ablation-report.ts';
import type { SearchReport } from '../../src/reports/search-report.ts';
import type { Trial } from '../../src/study/trial.ts';
import { recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const choice = (values: readonly number[]) => ({ type: 'choice', values });
const training = { maxEpochs: 50, patience: 50, backend: 'wasm', secondsPerTrial: 1e-6 };

test.each([
  ['one split', { validation: 0.2 }],
  ['folds', { folds: 2 }],
])('with %s, trials end by their seconds, are counted, and can be repeated bit for bit', async (_, split) => {
  const name = Object.keys(split).join();
  writeSpace(directory, { name, data: { source: 'iris', split }, training, search: { trials: 2 } });
  const args = ['start', 'space.json', '--db', `${name}.db`];
  const { code, stdout, stderr } = await run(args, directory);
  expect([code, stdout + stderr]).toEqual([0, expect.stringMatching(/at epoch 1 of 1 \(out of time\)/)]);
  expect(stdout.replace(/\s+/g, ' ')).toContain(
    '2 trials ended by training.secondsPerTrial, after a number of epochs that depends on the speed of this machine',
  );
  const trials = await recorded(join(directory, `${name}.db`));
  expect(trials).toMatchObject(Array(2).fill({ state: 'complete', epochs: 1, outOfTime: true }));
  expect(await json<SearchReport>([...args, '--quiet'], directory)).toMatchObject({ outOfTime: 2 });
  const [best] = await json<Trial[]>(['top', '--db', `${name}.db`], directory);
  expect(best?.outOfTime).toBe(true);
  const rerun = await json(['rerun', '0', '--db', `${name}.db`], directory);
  expect(rerun).toMatchObject({ identical: true, end: 'complete', epochs: 1, weights: 'identical' });
});

test('with rungs a trial that its seconds end is complete, counts at all rungs, and is counted', async () => {
  const search = { trials: 4, scheduler: { type: 'asha', eta: 2 } };
  writeSpace(directory, {
    name: 'rungs',
    data: { source: 'iris', split: { validation: 0.2 } },
    training,
    search,
  });
  const args = ['start', 'space.json', '--db', 'rungs.db', '--quiet'];
  expect(await json<SearchReport>(args, directory)).toMatchObject({
    trials: { complete: 4, pruned: 0 },
    outOfTime: 4,
    scheduling: { epochs: 4, savedEpochs: 0 },
  });
  const trials = await recorded(join(directory, 'rungs.db'));
  expect(trials).toMatchObject(Array(4).fill({ state: 'complete', epochs: 1, outOfTime: true }));
});

test('ablate and learning-curve train such a trial for as many epochs', async () => {
  const space = { units: { type: 'int', min: 4, max: 9 }, 'training.patience': choice([20, 60]) };
  const fixed = { space, data: { source: 'iris', split: { folds: 3, test: 0.1 } }, search: { trials: 1 } };
  const reports = [{ maxEpochs: 50, secondsPerTrial: 1e-6 }, { maxEpochs: 1 }].map(async (length, at) => {
    const home = join(directory, String(at));
    mkdirSync(home);
    writeSpace(home, { ...fixed, training: { backend: 'wasm', ...length } });
    await run(['start', 'space.json', '--quiet'], home);
    const ablation = await json<AblationReport>(['ablate', '--seeds', '2', '--quiet'], home);
    return [ablation, await json(['learning-curve', '--repeats', '1', '--quiet'], home)] as const;
  });
  const [clocked, single] = await Promise.all(reports);
  expect(clocked).toEqual(single);
  // The default, not the middle of the space.
  expect(clocked?.[0].choices).toContainEqual(
    expect.objectContaining({ parameter: 'training.patience', other: 5, otherIs: 'default' }),
  );
});

test('more seconds than a trial may take are refused, and name both', async () => {
  for (const [seconds, limit, shown] of [
    [300, undefined, 300],
    [20, 10, 10],
  ]) {
    const given = { ...training, secondsPerTrial: seconds, ...(limit && { timeoutSeconds: limit }) };
    writeSpace(directory, { training: given });
    const { code, stderr } = await run(['start', 'space.json', '--db', 'none.db'], directory);
    expect(code).toBe(2);
    expect(stderr).toMatch(
      new RegExp(
        `^hpsearch: space.json:\\d+ training.secondsPerTrial: must be below training.timeoutSeconds \\(${shown}\\), at which a trial fails, got ${seconds}$`,
        'm',
      ),
    );
  }
});
