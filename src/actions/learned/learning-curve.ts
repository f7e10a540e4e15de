import type { LearningCurveReport } from '../../reports/learned/learning-curve-report.ts';
import { bestSampled, completeTrial } from '../../runs/unrecorded-runs.ts';
import { type LearningCurveWatch, learningCurveOf } from '../../search/learned/learning-curve.ts';
import { requireStudy } from '../../store/require-study.ts';
import type { Study } from '../../store/store.ts';
import { withStore } from '../../store/with-store.ts';
import type { Trial } from '../../study/trial.ts';
import { wholeNumber } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { storedStudy, workers } from '../options/shared.ts';
import { sampledTrial } from './ablate.ts';

export const learningCurveOptions = {
  options: {
    trial: sampledTrial,
    repeats: wholeNumber(1, { describe: 'number of trainings with each number of rows', default: 3 }),
    workers: workers('trainings that run at once'),
    ...storedStudy,
  },
};

export interface LearningCurveEvents {
  /** Called before the first of `missing` trainings; the values of `kept` ones are known from an earlier command. */
  begin(study: Study, trial: Trial, missing: number, kept: number): LearningCurveWatch;
}

/**
 * Trains a trial's configuration with growing parts of the training rows: would more rows pay? Records no trial. UsageError
 * for a trial that is not complete, that was not sampled, or whose data have changed; InterruptedError once the signal is
 * aborted.
 */
export function learningCurve(
  {
    trial: number,
    repeats,
    workers: atOnce,
    study: name,
    db,
  }: OptionsOf<typeof learningCurveOptions.options>,
  { begin }: LearningCurveEvents,
): Promise<LearningCurveReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const trial = await completeTrial(store, study, number ?? (await bestSampled(store, study)));
    const history = await store.history(study.id, trial.trial);
    const started = (missing: number, kept: number) => begin(study, trial, missing, kept);
    return learningCurveOf({ store, study, trial, history, db, workers: atOnce, repeats, begin: started });
  });
}
