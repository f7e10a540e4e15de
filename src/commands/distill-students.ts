import type { TrainedStudents } from '../ensemble/distill.ts';
import { bestIndex, type Candidate, type StudentModel, triedStudent } from '../ensemble/distill-plan.ts';
import { NoTrialCompletedError } from '../errors.ts';
import type { Rehearsal } from '../pool/messages.ts';
import type { StudentTraining } from '../search/train-students.ts';
import type { TriedStudent } from '../study/distill-report.ts';
import type { DistillationSettings } from '../study/distillation.ts';
import type { Objective } from '../study/objective.ts';

/** Trains them all, in their order. */
export type Train = (trainings: readonly StudentTraining[]) => Promise<Rehearsal[]>;

export interface ChosenStudent {
  readonly candidate: Candidate;
  /** By seed. */
  readonly rehearsals: readonly Rehearsal[];
  /** The best seed on validation, from 0. */
  readonly best: number;
  readonly tried: readonly TriedStudent[];
}

/** One training for each seed; the same start with a teacher and without one. */
export function trainingsOf(
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

/** Trains every candidate with every seed and takes the one of the best mean on validation. */
export async function chooseStudent(
  train: Train,
  candidates: readonly Candidate[],
  { seeds, objective }: { readonly seeds: number; readonly objective: Objective },
): Promise<ChosenStudent> {
  const ended = await train(
    candidates.flatMap(({ model, temperature, mixture }) =>
      trainingsOf(model, seeds, { temperature, mixture }),
    ),
  );
  const rehearsalsOf = (index: number) => ended.slice(index * seeds, (index + 1) * seeds);
  const tried = candidates.map((candidate, index) =>
    triedStudent(candidate, rehearsalsOf(index).map(objectiveOf)),
  );
  const index = bestIndex(
    tried.map(({ mean }) => mean),
    objective,
  );
  const candidate = index === undefined ? undefined : candidates[index];
  if (index === undefined || candidate === undefined) {
    throw new NoTrialCompletedError(`no student was trained: ${firstFailure(ended)}`);
  }
  const rehearsals = rehearsalsOf(index);
  return { candidate, rehearsals, best: bestSeed(rehearsals, objective) as number, tried };
}

export function trainedStudents(rehearsals: readonly Rehearsal[], objective: Objective): TrainedStudents {
  return { weights: rehearsals.map(({ weights }) => weights), best: bestSeed(rehearsals, objective) };
}

function bestSeed(rehearsals: readonly Rehearsal[], objective: Objective): number | undefined {
  return bestIndex(rehearsals.map(objectiveOf), objective);
}

function objectiveOf({ outcome }: Rehearsal): number | null {
  return outcome.state === 'complete' ? outcome.value : null;
}

function firstFailure(rehearsals: readonly Rehearsal[]): string {
  const failures = rehearsals.flatMap(({ outcome }) => (outcome.state === 'failed' ? [outcome.failure] : []));
  return failures[0] === undefined ? 'none completed with every seed' : failures[0].message;
}
