import type { Direction } from '../../src/study/objective.ts';
import type { Configuration, SearchSpace } from '../../src/study/search-space.ts';
import type { TabledTrial } from './virtual-time.ts';

/** The outcome of one configuration, known beforehand: nothing is trained. */
export interface Evaluation extends TabledTrial {
  /** The value by which the search is judged, without the noise of one run. */
  readonly truth: number;
}

/** A search space whose outcomes are tabulated, recorded, or a formula. */
export interface Problem {
  readonly name: string;
  readonly family: 'HPOBench' | 'HPOlib' | 'NAS-Bench-201' | 'MFHartmann' | 'recorded curves';
  readonly space: SearchSpace;
  readonly direction: Direction;
  /** The last epoch of every curve; 1 where only final values are known. */
  readonly epochs: number;
  /** The best truth that there is. */
  readonly optimum: number;
  /** The truth of a typical configuration: a regret of 1. */
  readonly typical: number;
  /** True: a model of any epoch may be taken, with the best value so far; false: only the last epoch's counts. */
  readonly isEveryEpochUsable: boolean;
  /** `run` chooses one of the repetitions that a table has of each configuration. */
  evaluate(config: Configuration, run: number): Evaluation;
}

/** 0 for the best configuration there is, 1 for a typical one. */
export function regretOf({ optimum, typical }: Problem, truth: number): number {
  return (truth - optimum) / (typical - optimum);
}
