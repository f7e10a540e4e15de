import { afterAll, expect, test } from 'vitest';
import { randomFor } from '../../src/study/random.ts';
import type { Trial } from '../../src/study/trial.ts';
import { ended, launch, run, temporaryDirectory, writeSpace } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const kills = 20;
const trials = 40;

/** A trial without its time on the clock, the only part that may differ. */
const lasting = ({ seconds: _, ...rest }: Trial) => rest;

test(`a search killed ${kills} times and resumed ends in the table of one that was never disturbed`, async () => {
  writeSpace(directory, { search: { trials } });
  await run(['start', 'space.json', '--db', 'undisturbed.db', '--quiet'], directory);
  const random = randomFor('kills');
  let completeBefore: Trial[] = [];
  let killed = 0;
  while (killed < kills) {
    const child = launch(['start', 'space.json', '--db', 'killed.db', '--workers', '2'], directory);
    const end = ended(child);
    // Some kills fall into the start-up, the others after so many lines of progress, in the midst of the next trials.
    const lines = random.below(3);
    const isDone = await killAfter(child, lines, random.next() * (lines === 0 ? 1200 : 60));
    await end;
    if (isDone) break;
    killed += 1;
    const complete = await completeTrials('killed.db');
    const kept = complete.filter(({ trial }) => completeBefore.some((before) => before.trial === trial));
    expect(kept.map(lasting)).toEqual(completeBefore.map(lasting));
    completeBefore = complete;
  }
  expect(killed).toBe(kills);
  const last = await run(['start', 'space.json', '--db', 'killed.db', '--quiet'], directory);
  expect(last.code).toBe(0);
  const disturbed = await completeTrials('killed.db');
  expect(disturbed).toHaveLength(trials);
  expect(disturbed.map(lasting)).toEqual((await completeTrials('undisturbed.db')).map(lasting));
}, 180_000);

/** Kills the child a moment after its `lines`-th line of progress. True when it had ended by itself before. */
function killAfter(child: ReturnType<typeof launch>, lines: number, momentMilliseconds: number) {
  return new Promise<boolean>((resolve) => {
    let seen = 0;
    const kill = () => setTimeout(() => resolve(!child.kill('SIGKILL')), momentMilliseconds);
    if (lines === 0) kill();
    child.stderr.on('data', (chunk: Buffer) => {
      const before = seen;
      seen += String(chunk).split('\n').length - 1;
      // The first line announces the study; those that follow are one a trial.
      if (lines > 0 && before < lines + 1 && seen >= lines + 1) kill();
    });
    child.on('exit', () => resolve(true));
  });
}

async function completeTrials(database: string): Promise<Trial[]> {
  const listed = await run(['top', '--k', String(trials), '--db', database, '--json'], directory);
  if (listed.code !== 0 && listed.stdout === '') return [];
  return JSON.parse(listed.stdout) as Trial[];
}
