import { askToStop, createStopFlag, type Rehearsal, type TaskEnd } from '../pool/messages.ts';
import type { TrialPool } from '../pool/pool.ts';
import type { Study } from '../store/store.ts';
import type { StudentTraining } from '../study/distillation.ts';
import { runLanes } from './lanes.ts';

export interface TrainStudentsInput {
  readonly study: Study;
  readonly pool: TrialPool;
  readonly trainings: readonly StudentTraining[];
  readonly timeoutSeconds: number;
  readonly signal: AbortSignal;
  onEnd(training: StudentTraining, outcome: Rehearsal['outcome']): void;
}

/**
 * Trains students and records none of them: their weights are in what is returned, in the order of the trainings. Once the
 * signal is aborted no further one begins, and those that ran end early: what is returned is of no use then.
 */
export async function trainStudents(input: TrainStudentsInput): Promise<Rehearsal[]> {
  const { study, pool, trainings, timeoutSeconds, signal } = input;
  const ended: Rehearsal[] = [];
  await runLanes(pool.size, [...trainings.entries()], signal, async ([trial, training]) => {
    const stop = createStopFlag();
    const ask = () => askToStop(stop);
    signal.addEventListener('abort', ask, { once: true });
    const claim = { studyId: study.id, trial, attempt: 0 };
    const task = { ...claim, ...training, stop, isRehearsal: true, wantsWeights: true };
    const end = await pool.run(task, timeoutSeconds, () => {});
    signal.removeEventListener('abort', ask);
    if (signal.aborted) return;
    const rehearsal = end.kind === 'rehearsed' ? end : lost(end);
    ended[trial] = rehearsal;
    input.onEnd(training, rehearsal.outcome);
  });
  return ended;
}

function lost(end: Exclude<TaskEnd, { kind: 'rehearsed' }>): Rehearsal {
  const silent = { kind: 'crash', message: 'the worker did not say how it ended' } as const;
  const failure = end.kind === 'lost' ? end.failure : silent;
  return { outcome: { state: 'failed', failure, epochs: 0 }, history: [], weightsDigest: null };
}
