import type { ImportanceReport } from '../reports/importance-report.ts';
import { chooseMembers } from '../serving/choose-members.ts';
import { measureImportance, requireColumns } from '../serving/importance/importance.ts';
import { outOfFoldRows, wholeRows } from '../serving/importance/judged-rows.ts';
import { readOwnData } from '../serving/own-data.ts';
import { withStoredModels } from '../serving/stored-model.ts';
import type { Store, Study } from '../store/store.ts';

/**
 * The importance of the columns for a trial on the validation split, with folds by out-of-fold predictions. UsageError
 * for images, and for a trial without weights.
 */
export async function importanceOf(store: Store, study: Study, trial: number): Promise<ImportanceReport> {
  const choice = await chooseMembers(store, study, String(trial));
  return withStoredModels(choice, async (opened) => {
    const { served } = opened;
    requireColumns(served.pipeline);
    const dataset = await readOwnData(choice);
    const judged =
      dataset.folds === undefined
        ? wholeRows(served, dataset.splits.validation, 'validation')
        : outOfFoldRows(opened, dataset);
    return measureImportance(served, judged, study.spec.objective);
  });
}
