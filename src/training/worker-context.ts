import type { Dataset } from '../data/dataset.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import type { InitialWeights } from './initial-weights.ts';

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
  /** What a teacher says of each training row, for students (training/distillation.ts). */
  readonly teacher?: Float32Array;
  /** What the models start from, where `spec.initFrom` says so; on shared memory. */
  readonly initial?: InitialWeights | undefined;
}
