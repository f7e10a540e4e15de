import { UsageError } from '../faults/errors.ts';
import type { ConfirmReport } from '../reports/confirm-report.ts';
import { type ConfirmWatch, confirmTrials } from '../search/confirm/confirm.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Store, Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { whyNoModels } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';
import { seconds, wholeNumber } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { storedStudy, workers } from './options/shared.ts';

export const confirmOptions = {
  options: {
    top: wholeNumber(2, { describe: 'number of best trials to race', default: 5 }),
    rounds: wholeNumber(2, { describe: 'most rounds, each with new rows and seeds', default: 10 }),
    time: seconds({ describe: 'begin no round after this time, e.g. 10m' }),
    workers: workers('trainings that run at once'),
    ...storedStudy,
  },
};

type ConfirmRequest = OptionsOf<typeof confirmOptions.options>;

export interface ConfirmEvents {
  /** Called before the first round. */
  begin(study: Study, trials: readonly Trial[]): Omit<ConfirmWatch, 'deadline'>;
}

/**
 * Trains the configurations of a study's best trials on new divisions of its rows with new seeds, until one is better
 * than all others by more than chance, or they are declared equal. Records nothing. UsageError for a study with fewer
 * than two such trials, or whose data have changed; InterruptedError once the signal is aborted.
 */
export function confirm(
  { top, rounds, time, workers: atOnce, study: name, db }: ConfirmRequest,
  { begin }: ConfirmEvents,
): Promise<ConfirmReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const reason = whyNoModels(study.spec.model);
    if (reason !== undefined) throw new UsageError(`'${study.name}': ${reason}`);
    const trials = await bestSampled(store, study, top);
    const started = () => {
      const deadline = time === undefined ? new AbortController().signal : AbortSignal.timeout(1000 * time);
      return { ...begin(study, trials), deadline };
    };
    return confirmTrials({ store, study, trials, db, workers: atOnce, rounds, begin: started });
  });
}

/** Continued trials and students cannot be trained from their configuration alone. */
async function bestSampled(store: Store, study: Study, count: number): Promise<Trial[]> {
  const ranked = await store.top(study.id, Number.MAX_SAFE_INTEGER);
  const sampled = ranked.filter(({ origin }) => origin === undefined).slice(0, count);
  if (sampled.length >= 2) return sampled;
  throw new UsageError(
    `study '${study.name}' must have two complete sampled trials to compare, and has ${sampled.length}`,
  );
}
