import type { TrialColumns } from './columns/trial-columns.ts';

/** The pace is measured over the last this many trials that have ended. */
const window = 30;

/** How many trials end a minute at present; undefined before two have ended. `now` is in seconds since 1970. */
export function searchPace({ endedAt }: TrialColumns, now: number): { perMinute: number } | undefined {
  const ends = endedAt.filter((time) => Number.isFinite(time)).sort();
  const first = Math.max(0, ends.length - 1 - window);
  const count = ends.length - 1 - first;
  if (count < 1) return undefined;
  const last = ends[ends.length - 1] as number;
  const gap = (last - (ends[first] as number)) / count;
  // A search whose trials have become longer shows it before the next one ends.
  const seconds = Math.max(now - (ends[first] as number) - gap, last - (ends[first] as number), 0.001);
  return { perMinute: (60 * count) / seconds };
}
