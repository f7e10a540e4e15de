import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ablate } from '../../src/interface/ablate.ts';
import { learningCurve } from '../../src/interface/learning-curve.ts';
import { renderAblation } from '../../src/report/text/trials/ablation-text.ts';
import { renderLearningCurve } from '../../src/report/text/trials/learning-curve-text.ts';
import type { AblationReport } from '../../src/reports/learned/ablation-report.ts';
import type { LearningCurveReport } from '../../src/reports/learned/learning-curve-report.ts';
import type { SpreadReport } from '../../src/reports/rerun-report.ts';
import { openStore } from '../../src/store/open-store.ts';
import { launch, recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

beforeAll(async () => {
  writeSpace(directory, {
    data: { source: 'iris', split: { validation: 0.2, test: 0.1 } },
    training: { maxEpochs: 4, backend: 'wasm' },
    search: { trials: 3 },
  });
  await run(['start', 'space.json', '--quiet'], directory);
});

test('ablate puts each choice back, the same at any number of workers, and records nothing', async () => {
  const file = join(directory, 'hpsearch.db');
  const before = await recorded(file);
  copyFileSync(file, join(directory, 'copy.db'));
  const one = await json<AblationReport>(['ablate', '--seeds', '2', '--workers', '1', '--quiet'], directory);
  const { stdout, stderr } = await run(['ablate', '--seeds', '2', '--db', 'copy.db', '--json'], directory);
  expect(JSON.parse(stdout)).toEqual(one);
  expect(stderr).toMatch(
    /\[8\/8\] (?:units|dropout|learningRate|trial \d)(?: put back)?, seed [12]: valLoss/,
  );
  expect(await recorded(file)).toEqual(before);
  expect(one.choices.map(({ parameter }) => parameter).toSorted()).toEqual([
    'dropout',
    'learningRate',
    'units',
  ]);
  expect(one.choices.find(({ parameter }) => parameter === 'learningRate')).toMatchObject({
    other: 3e-4,
    otherIs: 'default',
  });
  for (const { values, effect } of one.choices) {
    expect(new Set([...values, ...one.values]).size, 'each training has its own value').toBe(4);
    const differences = values.map((value, seed) => Number(value) - Number(one.values[seed]));
    expect(effect?.mean).toBeCloseTo((Number(differences[0]) + Number(differences[1])) / 2, 12);
  }
  const told = renderAblation(one, 200);
  expect(told).toMatch(/one choice at a time put back, trained with 2 seeds; with all of them: valLoss/);
  expect(told).toMatch(/learningRate +0\.\d+ +3e-4 \(default\)/);
});

test('learning-curve trains with growing parts of the rows, the same at any number of workers', async () => {
  const curve = ['learning-curve', '1', '--repeats', '2', '--quiet'];
  copyFileSync(join(directory, 'hpsearch.db'), join(directory, 'other.db'));
  const one = await json<LearningCurveReport>([...curve, '--workers', '1'], directory);
  const two = await json<LearningCurveReport>([...curve, '--workers', '2', '--db', 'other.db'], directory);
  expect(two).toEqual(one);
  expect(one.points.map(({ rows }) => rows)).toEqual([26, 42, 66, 105]);
  expect(one.omitted).toEqual([11, 17]);
  expect(one.judged).toBe(30);
  for (const { values } of one.points) expect(new Set(values).size).toBe(2);
  const [twice, fourTimes] = one.predictions;
  expect([twice?.rows, fourTimes?.rows]).toEqual([210, 420]);
  expect(twice?.low).toBeLessThanOrEqual(twice?.value as number);
  const told = renderLearningCurve(one, 200);
  expect(told).toMatch(
    /: with 210 in place of 105, valLoss would fall from [\d.]+( \(the fitted curve; measured: [\d.]+\))? to [\d.]+ \(95 %: /,
  );
  expect(told).toMatch(/210 +[\d.]+ +[\d.]+ to [\d.]+ \(95 %\) +predicted/);
});

test('an interrupted one trains only what is missing, and more seeds are added to those that are there', async () => {
  const db = join(directory, 'half.db');
  copyFileSync(join(directory, 'hpsearch.db'), db);
  const kept = async () => {
    const store = await openStore(db, 'existing');
    const [best] = await store.top(1, 1);
    const { size } = await store.trainings(1, best?.trial ?? 0);
    await store.close();
    return size;
  };
  expect(await kept()).toBe(8);
  await expect(ablate({ db, seeds: 3, signal: AbortSignal.abort() })).rejects.toThrow(
    'interrupted with 4 trainings to go; the same command trains only these',
  );
  const { stdout, stderr } = await run(['ablate', '--seeds', '3', '--db', 'half.db', '--json'], directory);
  expect(stderr).toContain('4 trainings on wasm; 8 more are kept from before');
  expect(await kept()).toBe(12);
  const two = await ablate({ db, seeds: 2 });
  const three: AblationReport = JSON.parse(stdout);
  expect(three.values.slice(0, 2)).toEqual(two.values);
  expect(new Set(three.values).size).toBe(3);
});

test('other seeds are trained once: show has them, a kill loses only those that run, and no trial changes', async () => {
  const db = join(directory, 'seeds.db');
  copyFileSync(join(directory, 'hpsearch.db'), db);
  const before = await recorded(db);
  const top = await run(['top', '--db', 'seeds.db', '--json'], directory);
  expect(await json<object>(['show', '1', '--db', 'seeds.db'], directory)).not.toHaveProperty('seeds');
  const anew = ['rerun', '1', '--seeds', '12', '--workers', '1', '--db', 'seeds.db', '--json'];
  await killedAfter(anew, /^\[2\/12\]/m);
  const resumed = await run(anew, directory);
  expect(resumed.stderr).toMatch(
    /with other seeds, \d+ trainings? on wasm; \d+ more (?:is|are) kept from before/,
  );
  const report: SpreadReport = JSON.parse(resumed.stdout);
  expect(new Set([...report.values, report.original]).size).toBe(13);
  expect((await run(anew, directory)).stdout).toBe(resumed.stdout);

  const fresh = ['rerun', '1', '--seeds', '12', '--workers', '2', '--quiet', '--json'];
  expect((await run(fresh, directory)).stdout, 'kept values are those of a training').toBe(resumed.stdout);

  const { seeds } = await json<{ seeds: object }>(['show', '1', '--db', 'seeds.db'], directory);
  expect(report).toMatchObject(seeds);
  expect((await run(['show', '1', '--db', 'seeds.db'], directory)).stdout.replace(/\s+/g, ' ')).toMatch(
    /trained 12 times anew with other seeds: valLoss [\d.]+ ± [\d.e-]+, from [\d.]+ to [\d.]+; .*; its own [\d.]+ is better than \d of 12/,
  );
  const fewer = await json<SpreadReport>(['rerun', '1', '--seeds', '2', '--db', 'seeds.db'], directory);
  expect(fewer.values).toEqual(report.values.slice(0, 2));
  expect(await recorded(db)).toEqual(before);
  expect((await run(['top', '--db', 'seeds.db', '--json'], directory)).stdout).toBe(top.stdout);
});

/** Ends the built command by SIGKILL once its progress matches. */
async function killedAfter(args: readonly string[], progress: RegExp): Promise<void> {
  const child = launch(args, directory);
  let stderr = '';
  child.stderr.on('data', (part) => {
    stderr += part;
    if (progress.test(stderr)) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'exit');
  expect(signal, stderr).toBe('SIGKILL');
}

test('both refuse what cannot be trained again', async () => {
  const db = join(directory, 'hpsearch.db');
  await expect(ablate({ db, trial: 99 })).rejects.toThrow("study 'quick' has no trial 99");
  await expect(learningCurve({ db, trial: 99 })).rejects.toThrow("study 'quick' has no trial 99");
  const refused = await run(['ablate', '--seeds', '1'], directory);
  expect([refused.code, refused.stderr]).toEqual([
    2,
    expect.stringContaining('--seeds: must be a whole number of at least 2, got 1'),
  ]);
});
