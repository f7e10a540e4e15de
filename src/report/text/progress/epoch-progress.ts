import type { Objective } from '../../../study/objective.ts';
import { formatDuration } from '../parts/format.ts';
import { type Progress, type ProgressOutput, plainProgress, terminalProgress } from './progress.ts';
import { noEarlierTrials } from './tally.ts';

export interface EpochProgressOptions {
  /** How many trials run in all. */
  readonly total: number;
  /** Epochs that each of them may have, the parents' not counted. */
  readonly epochs: number;
  readonly workers: number;
  readonly objective: Objective;
  readonly elapsedSeconds: () => number;
}

/** Lines between which a long training is silent, where they are not drawn in place. */
const secondsBetween = 30;

/**
 * Shows few trials of many epochs: in a terminal as a search does, and everywhere besides how far each of them is, every
 * half a minute.
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
