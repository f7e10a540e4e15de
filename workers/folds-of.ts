import type { TrialTask } from '../src/pool/messages.ts';
import type { ModelHooks } from '../src/training/folds/train-models.ts';
import type { TrainedTrial } from '../src/training/loop/train.ts';
import { type Recorder, storing } from './record-task.ts';

interface KeptFolds extends Pick<ModelHooks, 'readFold' | 'saveFold'> {
  /** The seconds that earlier attempts spent on the folds that were read. */
  earlierSeconds(): number;
}

/**
 * Keeps a task's complete folds in the store, so that another attempt at the trial does not train them again. The
 * deadline does not run meanwhile.
 */
export function foldsOf(recorder: Recorder, task: TrialTask, now: () => number): KeptFolds {
  const { studyId, trial, attempt, isUnrecordedRun } = task;
  const { store, post } = recorder;
  const paused = async <T>(work: () => Promise<T>) => {
    const done = await storing(recorder, task, work);
    post({ kind: 'resumed', trial, attempt });
    return done;
  };
  let startedAt = now();
  let earlierSeconds = 0;
  if (isUnrecordedRun) {
    return { earlierSeconds: () => 0, readFold: async () => undefined, saveFold: async () => {} };
  }
  return {
    earlierSeconds: () => earlierSeconds,
    async readFold(fold): Promise<TrainedTrial | undefined> {
      const stored = await paused(() => store.fold(studyId, trial, fold));
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
      const result = { outcome: { ...outcome, state: 'complete' as const }, history, seconds, ...kept };
      await paused(() => store.recordFold(task, fold, result));
    },
  };
}
