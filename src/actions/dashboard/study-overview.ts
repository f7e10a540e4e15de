import { setImmediate } from 'node:timers/promises';
import type { StudyOverview } from '../../plots/columns/overview-block.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import { type DashboardRequest, lookAtStudy } from './dashboard-study.ts';
import { headOf } from './study-head.ts';
import { columnsOf } from './trial-columns.ts';

/**
 * All that the first pictures of a study show, from one reading: its head, and the trials that changed at or after `since`,
 * or all. UsageError when there is no such study.
 */
export function studyOverview({
  since,
  ...request
}: DashboardRequest & { readonly since: number | undefined }): Promise<StudyOverview> {
  return lookAtStudy(request, (read) => overviewOf(read, since));
}

/** Like `studyOverview`, for an open store. */
export async function overviewOf(read: StudyRows, since?: number): Promise<StudyOverview> {
  const { store, study } = read;
  const changedAt = await store.lastChange(study.id);
  const timed = since === undefined ? await read.timedTrials() : await store.changes(study.id, since);
  const head = await headOf(read);
  // A server has other requests to answer while it reads a large study.
  await setImmediate();
  return { head: { ...head, changedAt }, trials: await columnsOf(read, timed, head.tied) };
}
