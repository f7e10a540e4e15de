import { isBetter, type Objective } from '../../../study/objective.ts';
import type { RungStop, Trial } from '../../../study/trial.ts';
import { formatDuration, formatNumber } from '../parts/format.ts';

/** The trials that had ended before this run. */
export interface EarlierTrials {
  readonly ended: number;
  readonly failed: number;
  readonly best?: Trial | undefined;
}

export const noEarlierTrials: EarlierTrials = { ended: 0, failed: 0 };

export interface TallyOptions {
  readonly total: number;
  readonly before: EarlierTrials;
  readonly workers: number;
  readonly objective: Objective;
  /** Seconds since the search began. */
  readonly elapsedSeconds: () => number;
}

/** Counts a search's trials, for both kinds of progress. */
export interface Tally {
  readonly done: number;
  start(trial: number): void;
  /** Number of trials of the search, which may grow. */
  total: number;
  /** True when the trial is the best so far. */
  end(trial: Trial, stop?: RungStop): boolean;
  /** "████░░  6/30  best 0.081 (trial 2)  ETA 1:12  20 trials/min  2/2 busy", cut to fit `columns`. */
  line(columns: number): string;
}

export function createTally({ before, workers, objective, elapsedSeconds, ...given }: TallyOptions): Tally {
  let { total } = given;
  const running = new Set<number>();
  let best = before.best && { trial: before.best.trial, value: before.best.value ?? Number.NaN };
  let done = before.ended;
  let failed = before.failed;
  const end = ({ trial, state, value, infeasible, origin }: Trial, stop?: RungStop): boolean => {
    running.delete(trial);
    // The search's number of trials is that of sampled ones.
    if (stop?.isPromoted !== true && origin !== 'enqueued') done += 1;
    if (state === 'failed') failed += 1;
    if (state !== 'complete' || value === null || infeasible) return false;
    if (best !== undefined && !isBetter(objective.direction, value, best.value)) return false;
    best = { trial, value };
    return true;
  };
  return {
    start: (trial) => void running.add(trial),
    end,
    get done() {
      return done;
    },
    get total() {
      return total;
    },
    set total(trials) {
      total = trials;
    },
    line(columns) {
      const parts = [
        bar(done / total, 20),
        `${done}/${total}`,
        best === undefined ? 'no result yet' : `best ${formatNumber(best.value)} (trial ${best.trial})`,
        ...speed({ ended: done - before.ended, left: total - done, seconds: elapsedSeconds() }),
        `${running.size}/${workers} busy`,
        ...(failed > 0 ? [`${failed} failed`] : []),
      ];
      // The last column stays free: a terminal may wrap a line that fills it.
      return parts.join('  ').slice(0, columns - 1);
    },
  };
}

/** From this run alone: trials of earlier runs say nothing about its speed. */
function speed({ ended, left, seconds }: { ended: number; left: number; seconds: number }): string[] {
  if (ended === 0 || seconds <= 0) return [];
  const perMinute = Number((ended / (seconds / 60)).toPrecision(3));
  const rate = `${formatNumber(perMinute)} trials/min`;
  // All trials have stopped once, and promoted ones train further.
  return left === 0 ? [rate] : [`ETA ${formatDuration((left * seconds) / ended)}`, rate];
}

function bar(share: number, width: number): string {
  const full = Math.round(share * width);
  return '█'.repeat(full) + '░'.repeat(width - full);
}
