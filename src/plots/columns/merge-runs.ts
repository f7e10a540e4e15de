import type { TrialRun } from '../../study/time/trial-run.ts';

/** The attempts of both, in the order in which they began; where both have one, the one that tells its end. */
export function mergeRuns(known: readonly TrialRun[], changed: readonly TrialRun[]): TrialRun[] {
  const runs = new Map<string, TrialRun>();
  for (const run of [...known, ...changed]) {
    const key = `${run.trial} ${run.startedAt}`;
    if (runs.get(key)?.endedAt == null) runs.set(key, run);
  }
  return [...runs.values()].sort((one, other) => one.startedAt - other.startedAt || one.trial - other.trial);
}
