import { type StudyRows, studyRows } from '../../runs/results/study-rows.ts';
import { requireStudy } from '../../store/require-study.ts';
import { withStore } from '../../store/with-store.ts';
import { number } from '../options/kinds.ts';
import type { OptionsOf } from '../options/option.ts';
import { anyStudy } from '../options/shared.ts';

/** The options of an action that looks at one study, by its name or id. */
export const dashboardOptions = { options: anyStudy };

/** The time from which on changes are asked for. */
export const sinceOption = number('of at least 0', (value) => value >= 0, {
  describe: 'only trials that have changed since: seconds since 1970 by the clock of the database',
});

export type DashboardRequest = OptionsOf<typeof anyStudy>;

/** Opens the database as a reader for as long as `look` takes. UsageError when it has no such study. */
export function lookAtStudy<T>(
  { study, db }: DashboardRequest,
  look: (read: StudyRows) => Promise<T>,
): Promise<T> {
  return withStore(db, async (store) => look(studyRows(store, await requireStudy(store, study, db))));
}
