import type { Configuration } from '../study/search-space.ts';
import type { TrialState } from '../study/trial.ts';

/** An earlier trial as a sampler sees it. */
export interface SeenTrial {
  readonly number: number;
  readonly config: Configuration;
  /** 'pending' for a result that must not be seen yet, whether it exists or not. */
  readonly state: Exclude<TrialState, 'waiting' | 'running'> | 'pending';
  /** The objective; null for a failed or pending trial. */
  readonly value: number | null;
}

/**
 * Trial n sees the results of the trials up to n − lookback, and only the configurations of those between. Its history
 * thus depends on numbers, never on which results have arrived. Up to `lookback` workers can be busy at once.
 */
export const lookback = 8;

/** True once all results that trial `number` may see exist. `trials` are the sampled trials by number. */
export function isVisible(number: number, trials: readonly SeenTrial[]): boolean {
  return firstPending(trials) > number - lookback;
}

/** The history that trial `number` sees of `trials`, the sampled trials by number. */
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
