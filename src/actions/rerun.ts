import type { RerunReport, SpreadReport } from '../reports/rerun-report.ts';
import { rerunnableTrial } from '../runs/unrecorded-runs.ts';
import { proveSame, type RerunWatch, spreadOverSeeds } from '../search/rerun-trial.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import { wholeNumber } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { storedStudy, trial, workers } from './options/shared.ts';

export const rerunOptions = {
  options: {
    trial,
    seeds: wholeNumber(1, {
      describe: 'number of other seeds to train it with, to show the spread of the results',
    }),
    workers: workers('trainings that run at once'),
    ...storedStudy,
  },
};

export interface RerunEvents {
  /** Called before the first of `missing` trainings; the values of `kept` ones are known from an earlier command. */
  begin(study: Study, missing: number, kept: number): RerunWatch;
}

/**
 * Trains a trial again and compares it bit for bit; with `seeds`, reports the results of its configuration with other
 * seeds, whose values it keeps. Records no trial. UsageError for a trial that cannot be trained again, or whose data have changed.
 */
export function rerun(
  { trial: number, seeds, workers: atOnce, study: name, db }: OptionsOf<typeof rerunOptions.options>,
  { begin }: RerunEvents,
): Promise<RerunReport | SpreadReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const found = await rerunnableTrial(store, study, number);
    const start = (missing: number, kept: number) => begin(study, missing, kept);
    const run = { store, study, trial: found, db, workers: atOnce, begin: start };
    return seeds === undefined ? proveSame(run) : spreadOverSeeds(run, seeds);
  });
}
