import { type StudyRows, studyRows } from '../../runs/results/study-rows.ts';
import { requireStudy } from '../../store/require-study.ts';
import { withStore } from '../../store/with-store.ts';
import type { OptionsOf } from '../options/option.ts';
import { anyStudy } from '../options/shared.ts';

/** The options of an action that looks at one study, by its name or id. */
export const dashboardOptions = { options: anyStudy };

export type DashboardRequest = OptionsOf<typeof anyStudy>;

/** Opens the database as a reader for as long as `look` takes. UsageError when it has no such study. */
export function lookAtStudy<T>(
  { study, db }: DashboardRequest,
  look: (read: StudyRows) => Promise<T>,
): Promise<T> {
  return withStore(db, async (store) => look(studyRows(store, await requireStudy(store, study, db))));
}
