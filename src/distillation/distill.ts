import type { EnsembleHooks } from '../ensemble/make-ensemble.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { UnrecordedRun } from '../pool/messages.ts';
import type { DistillReport, DistillRequest } from '../reports/distill-report.ts';
import type { Store, StoredEnsemble, Study } from '../store/store.ts';
import { partsOf } from '../study/outputs/task-parts.ts';
import { modelTitle } from '../study/study-spec.ts';
import { taskNameOf } from '../study/task/task-name.ts';
import { lossWithoutTeacher } from '../training/loop/distillation.ts';
import type { ModelSource } from '../training/stored-model.ts';
import { namedTeacher, newestTeacher } from './choose-teacher.ts';
import { compareStudents } from './compare-students.ts';
import { type Candidate, planCandidates, type StudentModel } from './plan.ts';
import {
  type ChosenStudent,
  type Learned,
  type StudentPool,
  trainedStudents,
  trainStudents,
} from './students.ts';
import { consultTeacher, type TeacherPredictions, teacherOutputs } from './teacher.ts';

interface Stored {
  readonly store: Store;
  readonly study: Study;
}

/** The students' targets, and the number of trainings. */
export interface TeacherSignal {
  /** The ensemble's name. */
  readonly teacher: string;
  /** The teacher's predictions for the training rows, in memory shared by threads. */
  readonly outputs: Float32Array;
  readonly trainings: number;
}

export interface DistillHooks<Models extends ModelSource> extends Pick<EnsembleHooks, 'note' | 'now'> {
  /** Opens everything needed to rebuild the study's models. */
  open(): Promise<Models>;
  /** At least one. UsageError or FaultsError when the request is invalid. */
  studentModels(models: Models): Promise<readonly StudentModel[]>;
  /** Workers that train students. */
  openPool(models: Models, teacherSignal: TeacherSignal): Promise<StudentPool>;
}

export const defaultTemperatures: readonly number[] = [1, 2, 4, 8];
export const defaultMixtures: readonly number[] = [0.5, 0.9];

/**
 * Trains students of an ensemble, records the best, and compares it with its teacher and with a student of the labels
 * alone. Nothing is recorded before all are trained. UsageError for an unsuitable study or request.
 */
export async function distillStudy<Models extends ModelSource>(
  stored: Stored,
  request: DistillRequest,
  hooks: DistillHooks<Models>,
): Promise<DistillReport> {
  const { store, study } = stored;
  const { objective } = study.spec;
  const named =
    request.ensemble === undefined ? undefined : await namedTeacher(store, study, request.ensemble);
  const opened = await hooks.open();
  const models = { ...opened, ...stored };
  if (models.family.loss !== undefined) {
    throw new UsageError(`${modelTitle(study.spec.model)}: ${lossWithoutTeacher}`);
  }
  const names = partsOf(models.dataset.task).map(({ task }) => taskNameOf(task));
  const name = names.find((each) => each === 'count' || each === 'quantile');
  if (name !== undefined) {
    throw new UsageError(
      message`a ${name} study cannot be distilled: students learn from probabilities or means`,
    );
  }
  const candidates = candidatesOf(models, request, await hooks.studentModels(opened));
  const ensemble = named ?? (await newestTeacher(models, hooks));
  const teacher = await consultTeacher(models, ensemble.members);
  const { seeds } = request;
  const pool = await hooks.openPool(opened, {
    teacher: ensemble.name,
    outputs: teacherOutputs(models.dataset.task, teacher.train),
    trainings: (candidates.length + 1) * seeds,
  });
  const learned = await trainStudents(pool, candidates, { seeds, objective });
  const trial = await recordStudent(stored, ensemble, learned.chosen);
  return reportOn(models, { ensemble, teacher, ...learned, trial }, hooks.now);
}

function candidatesOf(
  { dataset, study }: ModelSource & Stored,
  { temperatures, mixtures, tries }: DistillRequest,
  models: readonly StudentModel[],
): Candidate[] {
  const isRegression = dataset.task.kind === 'regression';
  if (isRegression && temperatures !== undefined) {
    throw new UsageError(message`${option('temperature')}: a regression has no probabilities to soften`);
  }
  return planCandidates({
    ...{ models, tries, seed: study.spec.search.seed },
    temperatures: isRegression ? [1] : (temperatures ?? defaultTemperatures),
    mixtures: mixtures ?? defaultMixtures,
  });
}

/** Returns the trial's number. */
async function recordStudent(
  { store, study }: Stored,
  { name }: StoredEnsemble,
  { candidate, unrecordedRuns, best }: ChosenStudent,
): Promise<number> {
  const { model, temperature, mixture } = candidate;
  const { outcome, history, seconds = 0, weights, optimizer } = unrecordedRuns[best] as UnrecordedRun;
  const teacher = { ensemble: name, temperature, mixture };
  const kept = { ...(weights && { weights }), ...(optimizer && { optimizer }) };
  const result = { outcome, history, seconds, backend: study.backend, ...kept };
  return store.addDerived(study.id, { origin: 'student', config: model.config, teacher }, result);
}

interface Taught extends Learned {
  readonly ensemble: StoredEnsemble;
  readonly teacher: TeacherPredictions;
  /** The number of the student's recorded trial. */
  readonly trial: number;
}

/** Every choice has been made and recorded: the test split is used only here. */
async function reportOn(
  models: ModelSource & Stored,
  { ensemble: { members, name }, teacher, chosen, alone, trial }: Taught,
  now: () => number,
): Promise<DistillReport> {
  const { objective } = models.study.spec;
  const { model, temperature, mixture } = chosen.candidate;
  const { config, configOf } = model;
  const compared = await compareStudents(
    models,
    {
      ...{ trial, config, members, teacher },
      students: trainedStudents(chosen.unrecordedRuns, objective),
      labelsAlone: trainedStudents(alone, objective),
    },
    now,
  );
  return {
    ...compared,
    teacher: { ensemble: name, members, ...compared.teacher },
    student: { trial, config, configOf, temperature, mixture, seed: chosen.best + 1, ...compared.student },
    tried: chosen.tried,
  };
}
