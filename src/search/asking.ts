import type { Sampler } from '../samplers/sampler.ts';
import type { Store, Study } from '../store/store.ts';
import type { StudySpec } from '../study/study-spec.ts';

/** Who is asked for the trials of a search, and where they are kept. */
export interface Asking {
  readonly store: Store;
  readonly study: Study;
  readonly sampler: Sampler;
  readonly spec: StudySpec;
  /** How many trials are sampled in all. */
  readonly count: number;
}
