import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DistillReport } from '../../src/reports/distill-report.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Trial } from '../../src/study/trial.ts';
import { temporaryDirectory, writeSpace } from './hpsearch.ts';
import { run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

beforeAll(async () => {
  writeSpace(directory);
  const { code } = await run(
    ['start', 'space.json', '--trials', '3', '--workers', '1', '--quiet'],
    directory,
  );
  expect(code).toBe(0);
});

/** The record of a trial, without its number and its time on the clock. */
async function stored(number: number) {
  const store = await openStore(join(directory, 'hpsearch.db'), 'existing');
  try {
    const { trial: _, seconds: __, ...rest } = (await store.trial(1, number)) as Trial;
    return { ...rest, history: await store.history(1, number), weights: await store.weights(1, number) };
  } finally {
    await store.close();
  }
}

test('trains, compares and records a student, the same with one worker and with two', async () => {
  const config = { units: 4, learningRate: 0.05 };
  const choices = ['--temperature', '2,4', '--mixture', '0.7', '--seeds', '2'];
  const distill = ['distill', '--config', JSON.stringify(config), ...choices];
  const made = await run([...distill, '--workers', '2', '--json'], directory);
  expect(made.stderr).toContain("had no ensemble: 'greedy' was made");
  const progress = /^\[\d\/6\] (temperature [24], mixture 0.7|labels alone): valLoss/gm;
  expect(made.stderr.match(progress)).toHaveLength(6);
  const { teacher, student, labelsAlone, tried, bySeed, interval } = JSON.parse(made.stdout) as DistillReport;
  expect(teacher).toMatchObject({ ensemble: 'greedy' });
  expect(student).toMatchObject({ trial: 3, config, configOf: null });
  expect(tried.map(({ temperature, mixture }) => [temperature, mixture])).toEqual([
    [2, 0.7],
    [4, 0.7],
  ]);
  const lowest = Math.min(...tried.map(({ mean }) => mean ?? Number.NaN));
  const { temperature, mixture } = student;
  expect(tried.find(({ mean }) => mean === lowest)).toMatchObject({ temperature, mixture });
  const { validation, test: onTest } = student;
  expect(bySeed[student.seed - 1]?.student).toEqual({ validation, test: onTest });
  expect(interval.overLabels?.accuracy?.value).toBeCloseTo(
    (onTest?.accuracy as number) - (labelsAlone?.test?.accuracy as number),
    12,
  );
  const first = await stored(3);
  expect(first).toMatchObject({
    ...{ origin: 'student', state: 'complete', config, metrics: { valLoss: validation.loss } },
    teacher: { ensemble: 'greedy', temperature, mixture },
  });
  expect(first.weights).toBeDefined();

  const { stdout } = await run([...distill, '--workers', '1', '--quiet'], directory);
  expect(stdout).toContain('The student is trial 4, with the configuration: units 4, learningRate 0.05.');
  expect(stdout).toMatch(/labels alone\n.*validation loss/);
  expect(stdout).toMatch(/On the test split the student .* labels alone/);
  expect(await stored(4)).toEqual(first);
});

test('a teacher that is not there is one message and exit code 2', async () => {
  const db = join(directory, 'hpsearch.db');
  const { code, stdout, stderr } = await run(['distill', '--ensemble', 'mine', '--db', db], directory);
  expect([code, stdout]).toEqual([2, '']);
  const wayOut = `hpsearch ensemble --db ${db} --name mine makes one`;
  expect(stderr).toContain(`no ensemble 'mine', it has 'greedy'; ${wayOut}`);
  expect(stderr).not.toMatch(/^\s+at /m);
});
