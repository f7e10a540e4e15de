import { availableParallelism } from 'node:os';
import { distillStudy } from '../distillation/distill.ts';
import { givenModel, modelOfTrial, smallestGoodModel } from '../distillation/student-models.ts';
import type { DistillReport } from '../reports/distill-report.ts';
import { openModels } from '../runs/open-models.ts';
import { openStudentPool } from '../runs/student-pool.ts';
import { defaultDatabase } from '../store/default-database.ts';
import { requireStudy } from '../store/require-study.ts';
import { withStore } from '../store/with-store.ts';
import type { Configuration } from '../study/search-space.ts';
import { abortSignal, byName, numbers, text, wholeNumber } from './option-constraints.ts';
import { type Constraints, requireOptions } from './options.ts';
import { type StoredStudy, storedStudy } from './stored-study.ts';

export interface DistillOptions extends StoredStudy {
  /** The teacher's name. Default: the newest; a greedy one is made where there is none. */
  readonly ensemble?: string | undefined;
  /** The trial whose configuration the student has. Default: the smallest within 1 % of the best. */
  readonly student?: number | undefined;
  /** The student's configuration, in place of a trial's. */
  readonly config?: Configuration | undefined;
  /** Temperatures to try. Default: 1, 2, 4, 8. */
  readonly temperature?: readonly number[] | undefined;
  /** The teacher's shares of the loss to try. Default: 0.5, 0.9. */
  readonly mixture?: readonly number[] | undefined;
  /** So many of their pairs, at random. Default: all. */
  readonly tries?: number | undefined;
  /** Trains each so many times. Default: 1. */
  readonly seeds?: number | undefined;
  /** Default: the study's maxEpochs. */
  readonly epochs?: number | undefined;
  /** Students that are trained at once. Default: one a core. */
  readonly workers?: number | undefined;
  /** Once aborted all ends, nothing is recorded, and InterruptedError comes. */
  readonly signal?: AbortSignal | undefined;
}

const constraints: Constraints<DistillOptions> = {
  ...storedStudy,
  ...{ tries: wholeNumber(1), seeds: wholeNumber(1), epochs: wholeNumber(1), workers: wholeNumber(1) },
  ...{ ensemble: text, student: wholeNumber(0), config: byName, signal: abortSignal },
  temperature: numbers('above 0', (value) => value > 0),
  mixture: numbers('above 0 and at most 1', (value) => value > 0 && value <= 1),
};

function studentTwice({ student, config }: DistillOptions): string | undefined {
  if (student === undefined || config === undefined) return undefined;
  return 'student: must be left out where config is given';
}

/** The teacher, the student and the same student of labels alone. */
export interface Distilled extends DistillReport {
  readonly study: string;
}

/**
 * Trains a student of an ensemble, records it as a trial, and compares, as `hpsearch distill` does. UsageError or FaultsError
 * before anything is trained; NoTrialCompletedError when no training completes.
 */
export async function distill(options: DistillOptions = {}): Promise<Distilled> {
  requireOptions<DistillOptions>(options, constraints, { together: (given) => [studentTwice(given)] });
  const { db = defaultDatabase(), student, config, temperature, mixture, ensemble, tries, epochs } = options;
  const { seeds = 1, workers = availableParallelism(), signal = new AbortController().signal } = options;
  return withStore(db, async (store) => {
    const study = await requireStudy(store, options.study, db);
    const report = await distillStudy(
      { store, study },
      { ensemble, temperatures: temperature, mixtures: mixture, tries, seeds },
      {
        open: () => openModels(store, study),
        async studentModels({ family }) {
          if (config !== undefined) return [givenModel(config, study, family, 'config')];
          if (student !== undefined) return [await modelOfTrial(store, study, student, 'student')];
          return [await smallestGoodModel(store, study)];
        },
        openPool: (models, lesson) =>
          openStudentPool(models, lesson, { db, epochs, workers, signal, onEnd() {} }),
        note() {},
        now: () => performance.now(),
      },
    );
    return { study: study.name, ...report };
  });
}
