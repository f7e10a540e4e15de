import { expect, test } from 'vitest';
import { loadBackend } from '../../src/training/backend.ts';
import { separableBlobs } from './example-data.ts';
import { runFolds, withFolds } from './example-folds.ts';
import { completed, fingerprint, type Given, randomTrial, run } from './example-trial.ts';

const backend = await loadBackend('cpu');

/** A clock on which each look takes a second: the training looks at its start and after each epoch. */
function clockOf(seconds: number) {
  let time = 100;
  return { seconds, now: () => time++ };
}

const given: Given = { ...randomTrial, training: { maxEpochs: 6 } };
const lastOf = ({ history }: Awaited<ReturnType<typeof run>>) => history.at(-1)?.epoch;

test('a training ends, complete, after the first epoch that ends after its time, and says so', async () => {
  const timed = await run(backend, { ...given, clock: clockOf(2.5) });
  const { outcome } = completed(timed);
  expect(outcome).toMatchObject({ state: 'complete', epochs: 3, outOfTime: true });
  const whole = await run(backend, given);
  expect(timed.history).toEqual(whole.history.slice(0, 4));
  const again = await run(backend, { ...given, lastEpochs: [3] });
  const { outOfTime: _, ...rest } = outcome;
  expect(fingerprint(again)).toBe(fingerprint({ ...timed, outcome: rest }));
});

test('a training that ends by itself is not out of time', async () => {
  for (const seconds of [6, 99]) {
    const timed = await run(backend, { ...given, clock: clockOf(seconds) });
    expect(fingerprint(timed)).toBe(fingerprint(await run(backend, given)));
  }
  const training = { maxEpochs: 6, patience: 2, minDelta: 100 };
  const impatient = await run(backend, { ...given, training, clock: clockOf(2.5) });
  expect(impatient.outcome).not.toHaveProperty('outOfTime');
});

test('a parked training keeps the time that it has taken', async () => {
  const { parked } = await run(backend, { ...given, until: 2, clock: clockOf(4.5) });
  const end = await run(backend, { ...given, parked, clock: clockOf(4.5) });
  // The two looks of the first part, one at its end and the one at the start of the second.
  expect([lastOf(end), completed(end).outcome.outOfTime]).toEqual([4, true]);
});

test('folds share the time of their trial', async () => {
  const folds = { ...given, dataset: withFolds(separableBlobs(30), 3) };
  const timed = await runFolds(backend, { ...folds, clock: clockOf(4.5) });
  expect(timed.outcome).toMatchObject({ state: 'complete', epochs: 2, outOfTime: true });
  const again = await runFolds(backend, { ...folds, lastEpochs: [2, 2, 2] });
  expect([again.history, again.weights]).toEqual([timed.history, timed.weights]);
  const uneven = await runFolds(backend, { ...folds, lastEpochs: [2, 1, 3] });
  expect(uneven.history.map((record) => record.folds?.map((metrics) => metrics !== null))).toEqual([
    [true, true, true],
    [true, true, true],
    [true, false, true],
    [false, false, true],
  ]);
});
