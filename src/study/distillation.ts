import type { Configuration } from './search-space.ts';

/** How a student listens to its teacher. */
export interface DistillationSettings {
  /** What both sides' logits are divided by; 1 for a regression, which has none. */
  readonly temperature: number;
  /** The teacher's share of the loss, 0 to 1; the labels have the rest. */
  readonly mixture: number;
}

/** What a student learned from, and how. */
export interface Teacher extends DistillationSettings {
  /** The ensemble's name among those of the study, at the time. */
  readonly ensemble: string;
}

/** A student to train. */
export interface StudentTraining {
  readonly config: Configuration;
  /** Absent: it sees the labels alone. */
  readonly distillation?: DistillationSettings;
  /** What its initial weights, its order and its dropout derive from, together with the study's seed. */
  readonly streams: { readonly trial: number; readonly branch: readonly (number | string)[] };
}
