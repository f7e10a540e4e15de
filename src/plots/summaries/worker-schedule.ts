import { remembered } from '../remembered.ts';
import type { StudyView, TrialRun } from '../study-view.ts';

/** A stretch of a trial on one row. */
export interface WorkerBar {
  readonly trial: number;
  readonly row: number;
  /** Seconds since the first start. */
  readonly from: number;
  readonly to: number;
}

/** Who trained what when, with a row for each trial that a worker trained at once. */
export interface WorkerSchedule {
  /** By start. */
  readonly bars: readonly WorkerBar[];
  /** The names of the rows. */
  readonly workers: readonly string[];
  readonly seconds: number;
}

const unnamed = 'worker';

/** Runs that have not ended last until the latest time that the study knows. */
export function workerSchedule({ runs = [] }: StudyView): WorkerSchedule {
  return remembered([runs], 'schedule', () => makeSchedule(runs));
}

function makeSchedule(runs: readonly TrialRun[]): WorkerSchedule {
  const start = runs.reduce((least, { startedAt }) => Math.min(least, startedAt), Number.POSITIVE_INFINITY);
  const last = runs.reduce((most, run) => Math.max(most, run.startedAt, run.endedAt ?? 0), 0);
  const names = [...new Set(runs.map(({ worker }) => worker || unnamed))].sort((one, other) =>
    one.localeCompare(other, 'en', { numeric: true }),
  );
  const sorted = runs.toSorted((one, other) => one.startedAt - other.startedAt || one.trial - other.trial);
  const workers: string[] = [];
  const bars: WorkerBar[] = [];
  for (const name of names) {
    const own = sorted.filter(({ worker }) => (worker || unnamed) === name);
    const ends: number[] = [];
    for (const { trial, startedAt, endedAt } of own) {
      const free = ends.findIndex((end) => end <= startedAt);
      const lane = free < 0 ? ends.length : free;
      ends[lane] = endedAt ?? last;
      bars.push({
        trial,
        row: workers.length + lane,
        from: startedAt - start,
        to: (endedAt ?? last) - start,
      });
    }
    workers.push(...ends.map((_, lane) => (ends.length > 1 ? `${name} ${lane + 1}` : name)));
  }
  return {
    bars: bars.sort((one, other) => one.from - other.from || one.trial - other.trial),
    workers,
    seconds: Math.max(1e-3, last - start),
  };
}
