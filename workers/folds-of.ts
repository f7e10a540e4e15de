import type { TrialTask } from '../src/pool/messages.ts';
import type { Store } from '../src/store/store.ts';
import type { ModelHooks } from '../src/training/folds/train-models.ts';
import type { TrainedTrial } from '../src/training/loop/train.ts';

interface KeptFolds extends Pick<ModelHooks, 'readFold' | 'saveFold'> {
  /** The seconds that earlier attempts spent on the folds that were read. */
  earlierSeconds(): number;
}

/** Keeps a task's complete folds in the store, so that another attempt at the trial does not train them again. */
export function foldsOf(store: Store, task: TrialTask, now: () => number): KeptFolds {
  const { studyId, trial, isUnrecordedRun } = task;
  let startedAt = now();
  let earlierSeconds = 0;
  if (isUnrecordedRun) {
    return { earlierSeconds: () => 0, readFold: async () => undefined, saveFold: async () => {} };
  }
  return {
    earlierSeconds: () => earlierSeconds,
    async readFold(fold): Promise<TrainedTrial | undefined> {
      const stored = await store.fold(studyId, trial, fold);
      earlierSeconds += stored?.seconds ?? 0;
      return stored;
    },
    async saveFold(fold, { outcome, history, weights, optimizer }) {
      if (outcome.state !== 'complete' || weights === undefined)
        throw new Error('a fold that is not complete');
      const endedAt = now();
      const seconds = (endedAt - startedAt) / 1000;
      startedAt = endedAt;
      const kept = { weights, ...(optimizer && { optimizer }) };
      await store.recordFold(task, fold, {
        outcome: { ...outcome, state: 'complete' },
        history,
        seconds,
        ...kept,
      });
    },
  };
}
