import { NoTrialCompletedError } from '../faults/errors.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { TriedStudent } from '../reports/distill-report.ts';
import type { DistillationSettings, StudentTraining } from '../study/distillation.ts';
import type { Objective } from '../study/objective.ts';
import type { TrainedStudents } from './compare-students.ts';
import { bestIndex, type Candidate, type StudentModel, triedStudent } from './plan.ts';

/** Workers that have a teacher's predictions for each training row. */
export interface StudentPool {
  /** Trains them all and records none; results are in order. InterruptedError once the signal is aborted. */
  train(trainings: readonly StudentTraining[]): Promise<UnrecordedRun[]>;
  close(): Promise<void>;
}

export interface Learned {
  readonly chosen: ChosenStudent;
  /** The counterparts of the chosen one without a teacher, by seed. */
  readonly alone: readonly UnrecordedRun[];
}

export interface ChosenStudent {
  readonly candidate: Candidate;
  /** By seed. */
  readonly unrecordedRuns: readonly UnrecordedRun[];
  /** The best seed on validation, from 0. */
  readonly best: number;
  readonly tried: readonly TriedStudent[];
}

/** Trains all candidates, then the chosen one's counterpart without a teacher, and closes the pool. */
export async function trainStudents(
  pool: StudentPool,
  candidates: readonly Candidate[],
  { seeds, objective }: { readonly seeds: number; readonly objective: Objective },
): Promise<Learned> {
  try {
    const chosen = await chooseStudent(pool, candidates, { seeds, objective });
    return { chosen, alone: await pool.train(trainingsOf(chosen.candidate.model, seeds)) };
  } finally {
    await pool.close();
  }
}

/** One training per seed; with the same initial weights with a teacher and without one. */
function trainingsOf(
  { config, stream }: StudentModel,
  seeds: number,
  distillation?: DistillationSettings,
): StudentTraining[] {
  return Array.from({ length: seeds }, (_, seed) => ({
    config,
    streams: { trial: stream, branch: ['student', seed] },
    ...(distillation && { distillation }),
  }));
}

/** Trains every candidate with every seed and chooses the one with the best mean on validation. */
async function chooseStudent(
  pool: StudentPool,
  candidates: readonly Candidate[],
  { seeds, objective }: { readonly seeds: number; readonly objective: Objective },
): Promise<ChosenStudent> {
  const ended = await pool.train(
    candidates.flatMap(({ model, temperature, mixture }) =>
      trainingsOf(model, seeds, { temperature, mixture }),
    ),
  );
  const unrecordedRunsOf = (index: number) => ended.slice(index * seeds, (index + 1) * seeds);
  const tried = candidates.map((candidate, index) =>
    triedStudent(candidate, unrecordedRunsOf(index).map(objectiveOf)),
  );
  const index = bestIndex(
    tried.map(({ mean }) => mean),
    objective,
  );
  const candidate = index === undefined ? undefined : candidates[index];
  if (index === undefined || candidate === undefined) {
    throw new NoTrialCompletedError(`no student was trained: ${firstFailure(ended)}`);
  }
  const unrecordedRuns = unrecordedRunsOf(index);
  return { candidate, unrecordedRuns, best: bestSeed(unrecordedRuns, objective) as number, tried };
}

export function trainedStudents(
  unrecordedRuns: readonly UnrecordedRun[],
  objective: Objective,
): TrainedStudents {
  return { weights: unrecordedRuns.map(({ weights }) => weights), best: bestSeed(unrecordedRuns, objective) };
}

function bestSeed(unrecordedRuns: readonly UnrecordedRun[], objective: Objective): number | undefined {
  return bestIndex(unrecordedRuns.map(objectiveOf), objective);
}

function objectiveOf({ outcome }: UnrecordedRun): number | null {
  return outcome.state === 'complete' ? outcome.value : null;
}

function firstFailure(unrecordedRuns: readonly UnrecordedRun[]): string {
  const failures = unrecordedRuns.flatMap(({ outcome }) =>
    outcome.state === 'failed' ? [outcome.failure] : [],
  );
  return failures[0] === undefined ? 'none completed with every seed' : failures[0].message;
}
