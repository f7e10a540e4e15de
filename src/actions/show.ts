import { UsageError } from '../faults/errors.ts';
import { type HumanBaseline, humanBaselineOf } from '../metrics/human-baseline.ts';
import type { ConfusionReport } from '../reports/suspects-report.ts';
import { requireStudy } from '../store/require-study.ts';
import type { Study } from '../store/store.ts';
import { withStore } from '../store/with-store.ts';
import type { EpochRecord, Trial } from '../study/trial.ts';
import { toggle } from './options/kinds.ts';
import type { OptionsOf } from './options/option.ts';
import { storedStudy, trial } from './options/shared.ts';

export const showOptions = {
  options: {
    trial,
    confusion: toggle('show the confusion matrix of the validation split; reads the data'),
    ...storedStudy,
  },
};

export interface ShowReport {
  readonly study: Study;
  readonly trial: Trial;
  readonly history: readonly EpochRecord[];
  readonly humanBaseline?: HumanBaseline;
  readonly confusion?: ConfusionReport;
}

/** One trial with its epochs. UsageError when the study has no trial of that number. */
export function show({
  trial: number,
  confusion: hasConfusion,
  study: name,
  db,
}: OptionsOf<typeof showOptions.options>): Promise<ShowReport> {
  return withStore(db, async (store) => {
    const study = await requireStudy(store, name, db);
    const found = await store.trial(study.id, number);
    if (found === undefined) throw new UsageError(`study '${study.name}' has no trial ${number}`);
    const history = await store.history(study.id, number);
    const humanBaseline = found.value === null ? undefined : humanBaselineOf(study.spec, found.metrics);
    const report = { study, trial: found, history, ...(humanBaseline && { humanBaseline }) };
    if (!hasConfusion) return report;
    // Imported lazily: it loads TensorFlow.js.
    const { confusionOf } = await import('./suspects.ts');
    return { ...report, confusion: await confusionOf(store, study, found) };
  });
}
