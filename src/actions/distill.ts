import {
  defaultMixtures,
  defaultTemperatures,
  distillStudy,
  type TeacherSignal,
} from '../distillation/distill.ts';
import { defaultTries } from '../distillation/plan.ts';
import type { Message } from '../faults/message.ts';
import type { Distilled } from '../reports/distill-report.ts';
import { openModels } from '../runs/open-models.ts';
import { openStudentPool, type StudentPoolOptions } from '../runs/student-pool.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { Configuration } from '../study/search-space.ts';
import { studentModels } from './distill-models.ts';
import { brokenText, numbers, text, wholeNumber } from './options/kinds.ts';
import { conflict, type OptionsOf, optionOf } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';
import { storedStudy, workers } from './options/shared.ts';

const config = optionOf<string | Configuration, { describe: string }>(
  {
    kind: 'text',
    broken: (value) =>
      isByName(value) || brokenText(value) === undefined ? undefined : 'must be an object of values by name',
  },
  { describe: `the student's configuration as JSON, or a space file to sample ${defaultTries} from` },
);

export const distillOptions = {
  options: {
    ensemble: text({
      describe: 'teacher ensemble (default: the newest, or a new greedy one if there is none)',
    }),
    student: wholeNumber(0, {
      describe: 'trial whose configuration the student takes (default: the smallest within 1 % of the best)',
    }),
    config,
    temperature: numbers('above 0', (value) => value > 0, {
      describe: 'temperatures to try, such as 1,2,4',
      defaultText: defaultTemperatures.join(),
    }),
    mixture: numbers('above 0 and at most 1', (value) => value > 0 && value <= 1, {
      describe: "the teacher's weights in the loss to try, such as 0.3,0.9",
      defaultText: defaultMixtures.join(),
    }),
    tries: wholeNumber(1, {
      describe: 'number of students to sample at random',
      defaultText: `all pairs, or ${defaultTries} from a space file`,
    }),
    seeds: wholeNumber(1, {
      describe: 'number of seeds to train each student with',
      default: 1,
    }),
    epochs: wholeNumber(1, {
      describe: 'maximum number of epochs',
      defaultText: "the study's maxEpochs",
    }),
    workers: workers('students that are trained at once'),
    ...storedStudy,
  },
  rules: (given: GivenOptions) => [conflict(given, 'student', 'config')],
};

export interface DistillEvents {
  note(text: Message): void;
  /** Called before the students are trained; returns the callback for each finished student. */
  begin(study: Study, signal: TeacherSignal, isRegression: boolean): StudentPoolOptions['onEnd'];
  /** Called with `begin`: once aborted all training ends, and nothing is recorded. */
  signal(): AbortSignal;
}

/**
 * Trains a student of an ensemble, records it as a trial, and compares the two. UsageError or FaultsError before
 * anything is trained; NoTrialCompletedError when no training completes, InterruptedError once the signal is aborted.
 */
export function distill(
  request: OptionsOf<typeof distillOptions.options>,
  events: DistillEvents,
): Promise<Distilled> {
  const { db, study: name, ensemble, temperature, mixture, tries, seeds, epochs, workers: atOnce } = request;
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const report = await distillStudy(
      { store, study },
      { ensemble, temperatures: temperature, mixtures: mixture, tries, seeds },
      {
        open: () => openModels(store, study),
        studentModels: (models) => studentModels(models, request),
        openPool: (models, taught) => {
          const onEnd = events.begin(study, taught, models.dataset.task.kind === 'regression');
          const signal = events.signal();
          return openStudentPool(models, taught, { db, epochs, workers: atOnce, signal, onEnd });
        },
        note: events.note,
        now: () => performance.now(),
      },
    );
    return { study: study.name, ...report };
  });
}

function isByName(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
