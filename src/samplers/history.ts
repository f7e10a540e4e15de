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

/** True for a trial that ended with a result. */
export function hasValue({ state, value }: SeenTrial): boolean {
  return (state === 'complete' || state === 'pruned') && value !== null;
}

/**
 * True once all results that trial `number` may see exist: those of the trials up to number − lookback. Up to
 * `lookback` workers can thus be busy at once. `trials` are the sampled trials by number.
 */
export function isVisible(number: number, trials: readonly SeenTrial[], lookback: number): boolean {
  return firstPending(trials) > number - lookback;
}

/**
 * The history that trial `number` sees of `trials`, the sampled trials by number: the results up to number − lookback,
 * and only the configurations of those between. It depends on numbers, never on which results have arrived.
 */
export function historyOf(number: number, trials: readonly SeenTrial[], lookback: number): SeenTrial[] {
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
