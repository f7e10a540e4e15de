import type { Configuration } from './search-space.ts';

/** How a student learns from its teacher. */
export interface DistillationSettings {
  /** Divides the logits of both; 1 for a regression, which has none. */
  readonly temperature: number;
  /** The weight of the teacher's loss, 0 to 1; the labels' loss has the rest. */
  readonly mixture: number;
}

/** The ensemble that a student learned from, and its settings. */
export interface Teacher extends DistillationSettings {
  /** The ensemble's name in the study at that time. */
  readonly ensemble: string;
}

/** A student to train. */
export interface StudentTraining {
  readonly config: Configuration;
  /** Absent: the student learns from the labels alone. */
  readonly distillation?: DistillationSettings;
  /** Seeds, with the study's seed, the initial weights, the order of rows and the dropout. */
  readonly streams: { readonly trial: number; readonly branch: readonly (number | string)[] };
}
