import type { Configuration } from '../study/search-space.ts';
import type { TrialState } from '../study/trial.ts';

/** An earlier trial as a sampler sees it. */
export interface SeenTrial {
  readonly number: number;
  readonly config: Configuration;
  /** 'pending' for a result that may not be seen yet, whether it is there or not. */
  readonly state: Exclude<TrialState, 'waiting' | 'running'> | 'pending';
  /** The objective; null for a trial that failed or is pending. */
  readonly value: number | null;
}

/**
 * Trial n sees the results of the trials up to n − lookback; of those between, it sees the configurations alone. What it
 * sees thus depends on numbers, and never on which results have arrived. Up to `lookback` workers can be busy at once.
 */
export const lookback = 8;

/** True once all results are there that the trial `number` sees. `trials` are the sampled trials by number. */
export function isVisible(number: number, trials: readonly SeenTrial[]): boolean {
  return firstPending(trials) > number - lookback;
}

/** What the trial `number` sees of `trials`, the sampled trials by number. */
export function historyOf(number: number, trials: readonly SeenTrial[]): SeenTrial[] {
  const hidden = Math.max(number - lookback + 1, 0);
  return trials.slice(0, number).map((trial, index) => (index < hidden ? trial : pending(trial)));
}

export function pending({ number, config }: Pick<SeenTrial, 'number' | 'config'>): SeenTrial {
  return { number, config, state: 'pending', value: null };
}

function firstPending(trials: readonly SeenTrial[]): number {
  const first = trials.findIndex((trial) => trial === undefined || trial.state === 'pending');
  return first === -1 ? trials.length : first;
}
