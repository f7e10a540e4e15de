import type { SettledResult } from '../../schedulers/promotions.ts';
import type { Trial } from '../../study/trial.ts';
import type { SpentTrial } from './spent-trial.ts';

/** The results and decisions that a budget and a search with rungs exchange: its trials are not final one by one. */
export interface RungBudget {
  /** Adds what follows from a draw and from those before it; each draw once, in their order. */
  settle(draw: number, results: readonly SpentTrial[]): void;
  /** The first draw that does not start, as far as that is decided. */
  firstRefused(): number | undefined;
}

/** A training up to a rung as a budget sees it: only where the trial has ended does its value count. */
export function spentOn({ rung, epochs, since, isOver }: SettledResult, trial: Trial): SpentTrial {
  const isPromoted = rung > 0;
  if (isOver) return { ...trial, epochs: Math.max(0, (trial.epochs ?? 0) - since), isPromoted };
  return {
    trial: trial.trial,
    state: 'pruned',
    value: null,
    failure: null,
    epochs: epochs - since,
    isPromoted,
  };
}
