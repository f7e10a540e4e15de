import type { Random } from '../statistics/random.ts';
import type { Configuration, SearchSpace } from '../study/search-space.ts';
import type { Trial } from '../study/trial.ts';

/**
 * Chooses the next configuration. `sample` keeps no state: the same space, stream and history give the same
 * configuration. A sampler that reads `history` says so with `isAdaptive`, for its trials then depend on the order
 * in which results arrive.
 */
export interface Sampler {
  readonly name: string;
  readonly isAdaptive: boolean;
  sample(space: SearchSpace, random: Random, history: readonly Trial[]): Configuration;
}
