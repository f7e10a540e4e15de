import type { Objective } from '../../../study/objective.ts';
import { formatDuration } from '../parts/format.ts';
import { type Progress, type ProgressOutput, plainProgress, terminalProgress } from './progress.ts';
import { noEarlierTrials } from './tally.ts';

export interface EpochProgressOptions {
  /** Total number of trials. */
  readonly total: number;
  /** Maximum number of epochs of each, without the parents'. */
  readonly epochs: number;
  readonly workers: number;
  readonly objective: Objective;
  readonly elapsedSeconds: () => number;
}

/** Interval of the lines on a long training, when they are not redrawn in place. */
const secondsBetween = 30;

/**
 * Shows the progress of a few trials with many epochs: in a terminal like a search's, otherwise the epochs of each
 * trial every half a minute.
 */
export function epochProgress(output: ProgressOutput, options: EpochProgressOptions): Progress {
  const { epochs, elapsedSeconds } = options;
  const open = output.isTTY ? terminalProgress : plainProgress;
  const progress = open(output, { ...options, before: noEarlierTrials });
  const trained = new Map<number, number>();
  let told = 0;
  return {
    ...progress,
    onEpoch(trial, epoch) {
      const count = (trained.get(trial) ?? 0) + 1;
      trained.set(trial, count);
      progress.onEpoch(trial, epoch);
      const now = elapsedSeconds();
      if (now - told < secondsBetween) return;
      told = now;
      const courses = [...trained].map(([each, done]) => `trial ${each}: ${done}/${epochs} epochs more`);
      progress.note(`${courses.join(', ')}, ${formatDuration(now)}`);
    },
    onEnd(trial) {
      trained.delete(trial.trial);
      progress.onEnd(trial);
    },
  };
}
