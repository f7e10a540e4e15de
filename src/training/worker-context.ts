import type { Dataset } from '../data/dataset.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';

/** What every worker of a study needs and is given once, when it starts. */
export interface WorkerContext {
  /** Where the worker records its trials: what the store was opened with. */
  readonly database: string;
  /** How many of the best trials keep their weights. */
  readonly keep: number;
  readonly spec: StudySpec;
  /** What the paths in `spec` are relative to. */
  readonly directory: string;
  readonly backend: BackendName;
  readonly dataset: Dataset;
}
