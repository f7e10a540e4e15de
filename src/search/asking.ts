import type { Sampler } from '../samplers/sampler.ts';
import type { Store, Study } from '../store/store.ts';
import type { StudySpec } from '../study/study-spec.ts';

/** The sampler of a search, and the store of its trials. */
export interface Asking {
  readonly store: Store;
  readonly study: Study;
  readonly sampler: Sampler;
  readonly spec: StudySpec;
  /** Total number of trials to sample. */
  readonly count: number;
}
