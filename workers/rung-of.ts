import type { TrialTask } from '../src/pool/messages.ts';
import type { Store } from '../src/store/store.ts';
import type { TrialResult } from '../src/store/trial-result.ts';
import type { TrialOutcome } from '../src/study/trial.ts';
import type { TrialInput } from '../src/training/loop/train.ts';

interface TaskRung {
  /** Where the training resumes, and where it stops. */
  start(): Promise<Pick<TrialInput, 'until' | 'parked'>>;
  /** The seconds that the trial was trained for before. */
  earlierSeconds(): number;
  /** The rung to record; none if the trial was stopped before it. */
  reached(outcome: TrialOutcome, parked: Uint8Array | undefined): Pick<TrialResult, 'rung'>;
}

/**
 * The rung of a task in the store; without one, a trial is trained from its start to its end. `heldSeconds`: those of a
 * training that this worker has held, and that goes on without being started.
 */
export function rungOf(store: Store, { studyId, trial, rung }: TrialTask, heldSeconds = 0): TaskRung {
  let earlierSeconds = heldSeconds;
  if (rung === undefined) return { start: async () => ({}), earlierSeconds: () => 0, reached: () => ({}) };
  return {
    async start() {
      const parked = await store.parked(studyId, trial);
      earlierSeconds = parked?.seconds ?? 0;
      return { until: rung.epochs, parked: parked?.state };
    },
    earlierSeconds: () => earlierSeconds,
    reached(outcome, parked) {
      if (outcome.state === 'pruned' && outcome.epochs < rung.epochs) return {};
      return { rung: { ...rung, ...(parked && { parked }) } };
    },
  };
}
