import { isDeepStrictEqual } from 'node:util';
import type { StudyChanges } from '../../plots/study-changes.ts';
import { type CurvePoints, newPoints } from '../../runs/results/live-curve.ts';
import type { StreamEvent } from './event-stream.ts';
import type { StudyLook } from './study-look.ts';

/** True when answers about the study may have changed. */
export function hasChanged(before: StudyLook | undefined, now: StudyLook): boolean {
  return (
    before?.changedAt !== now.changedAt ||
    before.trainings !== now.trainings ||
    before.run.isRunning !== now.run.isRunning ||
    !isDeepStrictEqual([before.counts, before.ensembles], [now.counts, now.ensembles])
  );
}

/** The news that a change brought: a client that has followed the study needs to ask for nothing. */
export interface Brought {
  readonly changes: StudyChanges;
  /** The whole curves of trials that have ended, by number. */
  readonly curves: ReadonlyMap<number, CurvePoints>;
}

/** The events that lead from `before` to `now`; those of a page that has just come, without `before`. */
export function eventsOf(now: StudyLook, before?: StudyLook, brought?: Brought): StreamEvent[] {
  const { changedAt, counts, trainings, run, requests } = now;
  const epochs = [...new Map([...now.curves, ...(brought?.curves ?? [])])]
    .map(([trial, points]) => ({ trial, epochs: newPoints(before?.curves.get(trial) ?? [], points) }))
    .filter((each) => each.epochs.length > 0);
  const changes = brought && { changes: brought.changes };
  return [
    ...(hasChanged(before, now)
      ? [{ event: 'change', data: { changedAt, counts, trainings, ...changes }, id: changedAt } as const]
      : []),
    ...(isDeepStrictEqual(before?.run, run) ? [] : [{ event: 'run', data: run } as const]),
    ...(isDeepStrictEqual(before?.requests ?? [], requests)
      ? []
      : [{ event: 'requests', data: requests } as const]),
    ...(epochs.length === 0 ? [] : [{ event: 'epochs', data: epochs } as const]),
  ];
}

/** The events that name resources of which clients received earlier answers; findings are sent without being asked for. */
export function newerEvents(owed: readonly string[]): StreamEvent[] {
  const data = owed.filter((name) => name !== 'findings');
  return data.length === 0 ? [] : [{ event: 'newer', data }];
}
