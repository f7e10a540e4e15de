import { isDeepStrictEqual } from 'node:util';
import { newPoints } from '../../runs/results/live-curve.ts';
import type { StreamEvent } from './event-stream.ts';
import type { StudyLook } from './study-look.ts';

/** True when answers about the study may have changed. */
export function hasChanged(before: StudyLook | undefined, now: StudyLook): boolean {
  return (
    before?.changedAt !== now.changedAt ||
    before.trainings !== now.trainings ||
    !isDeepStrictEqual([before.counts, before.ensembles], [now.counts, now.ensembles])
  );
}

/** The events that lead from `before` to `now`; those of a page that has just come, without `before`. */
export function eventsOf(now: StudyLook, before?: StudyLook): StreamEvent[] {
  const { changedAt, counts, trainings, run, requests } = now;
  const epochs = [...now.curves]
    .map(([trial, points]) => ({ trial, epochs: newPoints(before?.curves.get(trial) ?? [], points) }))
    .filter((each) => each.epochs.length > 0);
  return [
    ...(hasChanged(before, now)
      ? [{ event: 'change', data: { changedAt, counts, trainings }, id: changedAt } as const]
      : []),
    ...(isDeepStrictEqual(before?.run, run) ? [] : [{ event: 'run', data: run } as const]),
    ...(isDeepStrictEqual(before?.requests ?? [], requests)
      ? []
      : [{ event: 'requests', data: requests } as const]),
    ...(epochs.length === 0 ? [] : [{ event: 'epochs', data: epochs } as const]),
  ];
}
