import { expect, test } from 'vitest';
import type { TrainedTrial } from '../../src/training/loop/train.ts';
import { onEachBackend } from './each-backend.ts';
import { separableBlobs } from './example-data.ts';
import { runFolds, withFolds } from './example-folds.ts';
import { fingerprint, type Given, randomTrial } from './example-trial.ts';

// The patience ends the folds after different epochs.
const given: Given = {
  ...randomTrial,
  dataset: withFolds(separableBlobs(31), 3),
  config: { ...randomTrial.config, learningRate: 0.3, dropout: 0.6 },
  training: { maxEpochs: 9, patience: 2, averageEpochs: 2 },
};
const ends = ({ history }: TrainedTrial) =>
  [0, 1, 2].map((fold) => history.filter(({ folds }) => folds?.[fold] != null).length - 1);

await onEachBackend((backend) => {
  test('folds that are parked together have the bits of folds trained one after the other', async () => {
    const whole = await runFolds(backend, given);
    expect(Math.min(...ends(whole))).toBeLessThan(Math.max(...ends(whole)) - 1);
    let parked: Uint8Array | undefined;
    for (const until of [1, Math.min(...ends(whole))]) {
      const stopped = await runFolds(backend, { ...given, until, parked });
      expect(stopped.outcome).toMatchObject({ state: 'pruned', epochs: until });
      expect(stopped.history).toEqual(whole.history.slice(0, until + 1));
      // The joint value of the models so far, as a trial of so many epochs has it.
      const direct = await runFolds(backend, { ...given, until });
      expect(fingerprint(direct)).toBe(fingerprint(stopped));
      expect(direct.parked).toEqual(stopped.parked);
      parked = stopped.parked;
    }
    const end = await runFolds(backend, { ...given, parked });
    expect(fingerprint(end)).toBe(fingerprint(whole));
    expect([end.optimizer, end.predictions]).toEqual([whole.optimizer, whole.predictions]);
  });

  test('folds that were all complete at the rung make a complete trial', async () => {
    const whole = await runFolds(backend, given);
    const end = await runFolds(backend, { ...given, until: Math.max(...ends(whole)) });
    expect(fingerprint(end)).toBe(fingerprint(whole));
    expect(end.parked).toBeUndefined();
  });

  test('folds whose states are damaged are trained from their start', async () => {
    const whole = await runFolds(backend, given);
    expect(fingerprint(await runFolds(backend, { ...given, parked: Uint8Array.of(1) }))).toBe(
      fingerprint(whole),
    );
  });

  test('a fold that is to stop before the rung ends the trial', async () => {
    const stopped = await runFolds(backend, { ...given, until: 2 }, { shouldStop: () => true });
    expect(stopped.outcome).toMatchObject({ state: 'pruned', epochs: 1 });
    expect(stopped.parked).toBeUndefined();
  });
});
