import type { UnrecordedRun } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Study } from '../store/store.ts';
import type { StudentTraining } from '../study/distillation.ts';
import { inOrder, runLanes } from './lanes.ts';
import { runUnrecorded } from './unrecorded-run.ts';

export interface TrainStudentsInput {
  readonly study: Study;
  readonly pool: TrialPool;
  readonly trainings: readonly StudentTraining[];
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  onEnd(training: StudentTraining, outcome: UnrecordedRun['outcome']): void;
}

/**
 * Trains students and records none of them: the result contains their weights, in the order of the trainings. Once the
 * signal is aborted no further training begins, and running ones end early: the result is then unusable.
 */
export async function trainStudents(input: TrainStudentsInput): Promise<UnrecordedRun[]> {
  const { study, pool, trainings, timeoutSeconds, signal } = input;
  const ended: UnrecordedRun[] = [];
  await runLanes(pool.size, inOrder(trainings.entries()), signal, async ([trial, training]) => {
    const task = { studyId: study.id, trial, ...training, wantsWeights: true };
    const unrecordedRun = await runUnrecorded({ pool, timeoutSeconds, signal }, task);
    if (unrecordedRun === undefined) return;
    ended[trial] = unrecordedRun;
    input.onEnd(training, unrecordedRun.outcome);
  });
  return ended;
}
