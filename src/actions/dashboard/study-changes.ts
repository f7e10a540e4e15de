import type { TrialColumns } from '../../plots/columns/trial-columns.ts';
import type { StudyHead } from '../../plots/study-head.ts';
import type { TrialRun } from '../../plots/study-view.ts';
import type { CurvePoints } from '../../runs/results/live-curve.ts';
import type { StudyRows } from '../../runs/results/study-rows.ts';
import { hasEnded } from '../../study/trial.ts';
import { headOf } from './study-head.ts';
import { columnsOf } from './trial-columns.ts';

/** The trials of a study that have changed, and what follows from all of them. */
export interface ChangedTrials {
  readonly head: StudyHead;
  readonly trials: TrialColumns;
  readonly runs: readonly TrialRun[];
  /** The objective's curves of those that have ended, by number. */
  readonly curves: ReadonlyMap<number, CurvePoints>;
}

/** More are for each reader to ask for. */
const mostTrials = 500;

/** The changes at or after `since`, from one reading; undefined when that is many trials. */
export async function changedTrials(read: StudyRows, since: number): Promise<ChangedTrials | undefined> {
  const { store, study } = read;
  const timed = await store.changes(study.id, since);
  if (timed.length > mostTrials) return undefined;
  const runs = await store.runs(study.id, since);
  const curves = new Map<number, CurvePoints>();
  for (const { trial } of timed) {
    if (!hasEnded(trial)) continue;
    const history = await store.history(study.id, trial.trial);
    const { metric } = study.spec.objective;
    if (history.length > 0)
      curves.set(
        trial.trial,
        history.map(({ epoch, metrics }) => [epoch, metrics[metric] ?? null]),
      );
  }
  const head = await headOf(read);
  return { head, trials: await columnsOf(read, timed, head.tied), runs, curves };
}
