import type { Dataset } from '../data/dataset.ts';
import type { BackendName, StudySpec } from '../study/study-spec.ts';
import type { InitialWeights } from './initial-weights.ts';

/** The data that every worker of a study receives once, when it starts. */
export interface WorkerContext {
  /** The database in which the worker records its trials, as passed when the store was opened, with its password. */
  readonly database: string;
  /** Number of best trials that keep their weights. */
  readonly keep: number;
  readonly spec: StudySpec;
  /** Base directory of the relative paths in `spec`. */
  readonly directory: string;
  readonly backend: BackendName;
  /** The most threads that ever compute large matrix products together; results do not depend on it. */
  readonly threads?: number;
  readonly dataset: Dataset;
  /** A teacher's predictions for each training row, for students (training/loop/distillation.ts). */
  readonly teacher?: Float32Array;
  /** Initial weights of the models if `spec.initFrom` is set; in shared memory. */
  readonly initial?: InitialWeights | undefined;
}

/** The data of a worker that starts before the study is prepared; its first task brings the context. */
export interface EarlyContext {
  readonly early: Pick<WorkerContext, 'backend' | 'threads'>;
  readonly later: { readonly value?: WorkerContext };
}
