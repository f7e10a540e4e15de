import type { TaskEnd, TrialTask } from '../src/pool/messages.ts';
import type { Store } from '../src/store/store.ts';
import { isCheapToRepeat, type TrialResult } from '../src/store/trial-result.ts';
import type { TrialInput } from '../src/training/loop/train.ts';

interface TaskRung {
  /** Where the training resumes, and where it stops. */
  start(): Promise<Pick<TrialInput, 'until' | 'parked'>>;
  /** The seconds that the trial was trained for before. */
  earlierSeconds(): number;
  /**
   * The result with its rung, unless the trial was stopped before it, and the state from which it resumes: in the result,
   * to be recorded, or in the answer.
   */
  reached(result: TrialResult, state: Uint8Array | undefined): AtRung;
}

interface AtRung {
  readonly result: TrialResult;
  readonly answer: Pick<Extract<TaskEnd, { kind: 'recorded' }>, 'parked'>;
}

/**
 * The rung of a task in the store; without one, a trial is trained from its start to its end. `heldSeconds`: those of a
 * training that this worker has held, and that continues without being started.
 */
export function rungOf(store: Store, task: TrialTask, heldSeconds = 0): TaskRung {
  const { studyId, trial, rung, mayReturnState } = task;
  let earlierSeconds = heldSeconds;
  if (rung === undefined) {
    return {
      start: async () => ({}),
      earlierSeconds: () => 0,
      reached: (result) => ({ result, answer: {} }),
    };
  }
  return {
    async start() {
      const parked = task.parked ?? (await store.parked(studyId, trial));
      earlierSeconds = parked?.seconds ?? 0;
      return { until: rung.epochs, parked: parked?.state };
    },
    earlierSeconds: () => earlierSeconds,
    reached(result, state) {
      const { outcome, seconds } = result;
      if (outcome.state === 'pruned' && outcome.epochs < rung.epochs) return { result, answer: {} };
      const reached = { ...result, rung };
      if (state === undefined) return { result: reached, answer: {} };
      if (mayReturnState && isCheapToRepeat(reached))
        return { result: reached, answer: { parked: { state, seconds } } };
      return { result: { ...result, rung: { ...rung, parked: state } }, answer: {} };
    },
  };
}
