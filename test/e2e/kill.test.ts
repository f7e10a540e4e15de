import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { randomFor } from '../../src/statistics/random.ts';
import {
  ended,
  launch,
  type Recorded,
  randomSpace,
  recorded,
  temporaryDirectory,
  writeSpace,
} from './hpsearch.ts';
import { run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** HPSEARCH_LONG=1: 20 kills. */
const isLong = process.env.HPSEARCH_LONG === '1';
const kills = isLong ? 20 : 6;
const trials = isLong ? 60 : 18;
const killedFile = join(directory, 'killed.db');

test(`a search killed ${kills} times and resumed ends in the table of one that was never disturbed`, async () => {
  writeSpace(directory, {
    space: randomSpace,
    search: { trials },
    training: { maxEpochs: 3, backend: 'wasm' },
  });
  await run(['start', 'space.json', '--db', 'undisturbed.db', '--workers', '1', '--quiet'], directory);
  const random = randomFor('kills');
  let before: Recorded[] = [];
  for (let kill = 0; kill < kills; kill++) {
    const workers = `${1 + (kill % 2)}`;
    const child = launch(['start', 'space.json', '--db', 'killed.db', '--workers', workers], directory);
    const end = ended(child);
    // One kill in four falls into the start-up, the others into the midst of the trials after the first or second.
    const lines = random.below(4);
    expect(await killAfter(child, lines, random.next() * (lines === 0 ? 1000 : 40))).toBe(true);
    const told = [...(await end).stderr.matchAll(/^\[\d+\/\d+\] trial (\d+):/gm)].map(([, trial]) =>
      Number(trial),
    );
    const now = await completeTrials();
    expect(now.map(({ trial }) => trial)).toEqual(expect.arrayContaining(told));
    expect(now.filter(({ trial }) => before.some((each) => each.trial === trial))).toEqual(before);
    before = now;
  }
  expect((await run(['start', 'space.json', '--db', 'killed.db', '--quiet'], directory)).code).toBe(0);
  const undisturbed = await recorded(join(directory, 'undisturbed.db'));
  expect(undisturbed.map(({ state }) => state)).toEqual(Array(trials).fill('complete'));
  expect(await recorded(killedFile)).toEqual(undisturbed);
}, 400_000);

/** Kills the child a moment after its `lines`-th finished trial. False when it had ended by itself before. */
function killAfter(child: ReturnType<typeof launch>, lines: number, momentMilliseconds: number) {
  return new Promise<boolean>((resolve) => {
    let seen = 0;
    const kill = () => setTimeout(() => resolve(child.kill('SIGKILL')), momentMilliseconds);
    if (lines === 0) kill();
    child.stderr.on('data', (chunk: Buffer) => {
      const before = seen;
      // The first line announces the study; those that follow are one a trial.
      seen += String(chunk).split('\n').length - 1;
      if (lines > 0 && before <= lines && seen > lines) kill();
    });
    child.on('exit', () => resolve(false));
  });
}

async function completeTrials(): Promise<Recorded[]> {
  if (!existsSync(killedFile)) return [];
  return (await recorded(killedFile)).filter(({ state }) => state === 'complete');
}
