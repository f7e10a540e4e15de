import type { Sampler } from '../samplers/sampler.ts';
import type { Store, Study } from '../store/store.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Trial } from '../study/trial.ts';

/** The sampler of a search, and the store of its trials. */
export interface Asking {
  readonly store: Store;
  readonly study: Study;
  readonly sampler: Sampler;
  /** That of the present stage. */
  readonly spec: StudySpec;
  /** The sampler's count of the stage's first trial. Default 0. */
  readonly from?: number;
  /** Total number of trials to sample, those of earlier stages included. */
  readonly count: number;
  /** Waiting trials that workers of an earlier lease still train, and may end at any time. */
  readonly orphans?: readonly Trial[];
}
