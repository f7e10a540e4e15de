import type { Argv, CommandModule } from 'yargs';
import { compareStudents } from '../ensemble/distill.ts';
import { type Candidate, planCandidates } from '../ensemble/distill-plan.ts';
import { consultTeacher } from '../ensemble/distill-teacher.ts';
import { UsageError } from '../errors.ts';
import type { Rehearsal } from '../pool/messages.ts';
import { renderDistillation, type ShownDistillation } from '../report/distill-text.ts';
import { openModels, type StudyModels } from '../search/open-models.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, StoredEnsemble, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { DistillReport } from '../study/distill-report.ts';
import { modelTitle } from '../study/study-spec.ts';
import { lossWithoutTeacher } from '../training/distillation.ts';
import { type Learned, type Lesson, trainLesson } from './distill-lesson.ts';
import { studentModels } from './distill-models.ts';
import {
  type DistillArguments,
  defaultMixtures,
  defaultTemperatures,
  distillOptions,
} from './distill-options.ts';
import { type ChosenStudent, trainedStudents } from './distill-students.ts';
import { namedTeacher, newestTeacher } from './distill-teacher.ts';
import { printJson, type Terminal } from './terminal.ts';

/** hpsearch distill: trains one small model to say what an ensemble says, and compares. */
export function distillCommand(terminal: Terminal): CommandModule<object, DistillArguments> {
  return {
    builder: (yargs: Argv) =>
      yargs
        .options(distillOptions)
        .example('$0 distill', 'the newest ensemble, in the smallest of the good trials')
        .example(`$0 distill --config '{"units":16}' --temperature 2,4`, 'in a configuration of your own')
        .example('$0 distill --seeds 5', 'is a student better than labels alone, or was it luck?'),
    handler: (argv) =>
      withStore(argv.db, async (store) => {
        const study = await requireStudy(store, argv.study, argv.db);
        await distill(argv, terminal, store, study);
      }),
  };
}

async function distill(
  argv: DistillArguments,
  terminal: Terminal,
  store: Store,
  study: Study,
): Promise<void> {
  const startedAt = performance.now();
  const named = argv.ensemble === undefined ? undefined : await namedTeacher(store, study, argv.ensemble);
  const models = await openModels(store, study);
  if (models.family.loss !== undefined) {
    throw new UsageError(`${modelTitle(study.spec.model)}: ${lossWithoutTeacher}`);
  }
  const candidates = await candidatesOf(argv, models);
  const ensemble = named ?? (await newestTeacher(models, argv.quiet ? () => {} : terminal.err));
  const teacher = await consultTeacher(models, ensemble.members);
  const lesson = { candidates, ensemble, teacher };
  const learned = await trainLesson(argv, terminal, models, lesson);
  const trial = await recordStudent(models, ensemble, learned.chosen);
  const report: ShownDistillation = {
    ...{ study: study.name, db: argv.db },
    ...(await reportOn(models, lesson, learned, trial)),
    seconds: (performance.now() - startedAt) / 1000,
  };
  if (argv.json) printJson(terminal, report);
  else terminal.out(renderDistillation(report, terminal.columns));
}

/** Returns the trial's number. */
async function recordStudent(
  { store, study }: StudyModels,
  { name }: StoredEnsemble,
  { candidate, rehearsals, best }: ChosenStudent,
): Promise<number> {
  const { model, temperature, mixture } = candidate;
  const { outcome, history, seconds = 0, weights, optimizer } = rehearsals[best] as Rehearsal;
  const teacher = { ensemble: name, temperature, mixture };
  const kept = { ...(weights && { weights }), ...(optimizer && { optimizer }) };
  const result = { outcome, history, seconds, backend: study.backend, ...kept };
  return store.addDerived(study.id, { origin: 'student', config: model.config, teacher }, result);
}

/** All has been chosen and recorded by now: the test split is looked at here, and not before. */
async function reportOn(
  models: StudyModels,
  { ensemble, teacher }: Lesson,
  { chosen, alone }: Learned,
  trial: number,
): Promise<DistillReport> {
  const { objective, search } = models.study.spec;
  const { config, configOf } = chosen.candidate.model;
  const { temperature, mixture } = chosen.candidate;
  const { members, name } = ensemble;
  const compared = await compareStudents(
    models,
    {
      ...{ trial, config, members, teacher, seed: search.seed },
      students: trainedStudents(chosen.rehearsals, objective),
      labelsAlone: trainedStudents(alone, objective),
    },
    () => performance.now(),
  );
  const student = { trial, config, configOf, temperature, mixture, seed: chosen.best + 1 };
  return {
    ...compared,
    teacher: { ensemble: name, members, ...compared.teacher },
    student: { ...student, ...compared.student },
    tried: chosen.tried,
  };
}

async function candidatesOf(argv: DistillArguments, models: StudyModels): Promise<Candidate[]> {
  const isRegression = models.dataset.task.kind === 'regression';
  if (isRegression && argv.temperature !== undefined) {
    throw new UsageError('--temperature: a regression has no probabilities to soften');
  }
  return planCandidates({
    models: await studentModels(models, argv),
    temperatures: isRegression ? [1] : (argv.temperature ?? defaultTemperatures),
    mixtures: argv.mixture ?? defaultMixtures,
    tries: argv.tries,
    seed: models.study.spec.search.seed,
  });
}
