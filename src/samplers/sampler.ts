import type { Random } from '../statistics/random.ts';
import type { Direction } from '../study/objective.ts';
import type { Configuration, SearchSpace } from '../study/search-space.ts';
import type { SeenTrial } from './history.ts';

/** What a sampler is asked: the configuration of the trial `number`, counted from 0. */
interface Question {
  readonly space: SearchSpace;
  readonly direction: Direction;
  readonly number: number;
  /** The study's seed, for streams that all numbers share, such as a scrambling. */
  readonly seed: number;
  /** A stream for this number alone. */
  readonly random: Random;
  /** The trials 0 … number − 1, as `historyOf` shows them; empty unless the sampler needs it. */
  readonly history: readonly SeenTrial[];
}

/**
 * Chooses configurations. `ask` keeps no state: the same question gives the same configuration, which is what makes a
 * search the same at any number of workers and after a kill.
 */
export interface Sampler {
  readonly name: string;
  /**
   * False where `ask` reads no history: such trials are sampled ahead of the search. True: a trial is sampled when a worker
   * is free for it and all results that it may see are there.
   */
  readonly needsHistory: boolean;
  ask(question: Question): Configuration;
}
