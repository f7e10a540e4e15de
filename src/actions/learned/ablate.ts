import type { AblationReport } from '../../reports/learned/ablation-report.ts';
import { bestSampled, completeTrial } from '../../runs/unrecorded-runs.ts';
import { type AblationWatch, ablateTrial } from '../../search/learned/ablate.ts';
import { requireStudy } from '../../store/require-study.ts';
import type { Study } from '../../store/store.ts';
import { withStore } from '../../store/with-store.ts';
import type { Trial } from '../../study/trial.ts';
import { wholeNumber } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { storedStudy, workers } from '../options/shared.ts';

/** A sampled trial; the best one unless another is named. */
export const sampledTrial = wholeNumber(0, {
  describe: 'number of the trial',
  defaultText: 'the best that was sampled',
});

export const ablateOptions = {
  options: {
    trial: sampledTrial,
    seeds: wholeNumber(2, {
      describe: 'number of seeds that each configuration is trained with',
      default: 5,
    }),
    workers: workers('trainings that run at once'),
    ...storedStudy,
  },
};

export interface AblateEvents {
  /** Called before the first of `missing` trainings; the values of `kept` ones are known from an earlier command. */
  begin(study: Study, trial: Trial, missing: number, kept: number): AblationWatch;
}

/**
 * Puts each choice of a trial's configuration back to its default, one at a time, and trains with several seeds: what is
 * each choice worth? Records no trial. UsageError for a trial that is not complete, that was not sampled, or whose data
 * have changed; InterruptedError once the signal is aborted.
 */
export function ablate(
  { trial: number, seeds, workers: atOnce, study: name, db }: OptionsOf<typeof ablateOptions.options>,
  { begin }: AblateEvents,
): Promise<AblationReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const trial = await completeTrial(store, study, number ?? (await bestSampled(store, study)));
    const history = await store.history(study.id, trial.trial);
    const started = (missing: number, kept: number) => begin(study, trial, missing, kept);
    return ablateTrial({ store, study, trial, history, db, workers: atOnce, seeds, begin: started });
  });
}
