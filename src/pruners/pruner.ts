import type { Direction } from '../study/objective.ts';

/** The objective of one trial after each of its epochs; index 0 is epoch 1. */
export type Curve = readonly number[];

/**
 * Judges a running trial after each epoch; the search acts on it. Pure: the verdict depends on the arguments alone.
 * `finished` holds the curves of the trials that ended before, in the order of their numbers.
 */
export interface Pruner {
  readonly name: string;
  shouldPrune(curve: Curve, finished: readonly Curve[], direction: Direction): boolean;
}
