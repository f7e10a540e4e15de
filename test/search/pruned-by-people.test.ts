import { expect, it } from 'vitest';
import { thisRunner } from '../../src/runs/runner.ts';
import { rungSchedule } from '../../src/search/schedules/rung-schedule.ts';
import { waitingTrials } from '../../src/search/schedules/trial-queue.ts';
import { searchOf } from './given-search.ts';
import { givenStudy } from './given-study.ts';
import { halving, trainingIn } from './rung-training.ts';
import { scriptedPool } from './scripted-pool.ts';

const count = 40;

/** The rungs that each trial reached, after a search that is interrupted after so many results and then resumed. */
async function rungsWith(
  pruned: readonly number[],
  workers: number,
  interruptedAfter = Number.POSITIVE_INFINITY,
) {
  const { store, study } = await givenStudy(count);
  for (const trial of pruned) {
    const { id } = await store.ask(study.id, { kind: 'prune', trial }, 'a test');
    await store.answer(study.id, id, { isDone: true, text: 'it ends' });
  }
  const guide = { hasPruned: (trial: number) => pruned.includes(trial) };
  const pool = scriptedPool(workers, trainingIn(store, `durations of ${workers}`));
  const run = async (signal: AbortSignal, onEnd: () => void) => {
    await store.lease(study.id, thisRunner(), () => false);
    const scheduled = await rungSchedule({ store, study, halving, count, guide });
    const schedule = scheduled(waitingTrials(store, study, () => count));
    const events = { onStart() {}, onEpoch() {}, onEnd };
    await searchOf({ store, study }, pool, { schedule, signal, events }).run();
  };
  const stop = new AbortController();
  let left = interruptedAfter;
  await run(stop.signal, () => {
    left -= 1;
    if (left === 0) stop.abort();
  });
  await run(new AbortController().signal, () => undefined);
  const reached = new Map<number, number[]>();
  for (const { trial, rung } of await store.rungs(study.id))
    reached.set(trial, [...(reached.get(trial) ?? []), rung]);
  for (const trial of pruned) expect(await store.parked(study.id, trial)).toBeUndefined();
  return reached;
}

it('a trial that a person has pruned goes on from no rung, at any number of workers and after interruptions', async () => {
  const free = await rungsWith([], 1);
  const promoted = [...free].filter(([, rungs]) => rungs.length > 1).map(([trial]) => trial);
  expect(promoted.length).toBeGreaterThan(3);
  const pruned = promoted.slice(0, 2);
  const alone = await rungsWith(pruned, 1);
  for (const trial of pruned) expect(alone.get(trial)).toEqual([0]);
  // Others take their places.
  expect([...alone].some(([trial, rungs]) => rungs.length > (free.get(trial)?.length ?? 0))).toBe(true);
  expect(await rungsWith(pruned, 7)).toEqual(alone);
  for (const results of [3, 17, 35]) expect(await rungsWith(pruned, 4, results)).toEqual(alone);
});
