import type { Distribution } from '../distribution.ts';
import type { SearchSpace } from '../search-space.ts';
import type { KnownConfiguration } from './known-configurations.ts';

/** The stages of a search, in their order. */
export const stageNames = ['overfit', 'regularise', 'refine'] as const;
export type StageName = (typeof stageNames)[number];

/** Trials of a study that are sampled from a space of their own, up to the next stage. */
export interface Stage {
  readonly name: StageName;
  /** The sampler's count of its first trial. */
  readonly from: number;
  readonly space: SearchSpace;
  /** Configurations that run first. */
  readonly enqueue?: readonly KnownConfiguration[];
  /** How its space was made. */
  readonly changes: readonly SpaceChange[];
}

export interface SpaceChange {
  readonly parameter: string;
  /** `fixed`: it has one value now. `searched`: it had one value before. `removed`: its condition can no longer hold. */
  readonly kind: 'narrowed' | 'widened' | 'fixed' | 'searched' | 'removed';
  readonly before: Distribution;
  /** Null for one that was removed. */
  readonly after: Distribution | null;
  /** In words: "the best 15 of 60 trials have 0.003 to 0.1". */
  readonly reason: string;
}
