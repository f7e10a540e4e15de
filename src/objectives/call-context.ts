import type { ObjectiveModule, StudySpec } from '../study/study-spec.ts';

/** What every worker is given once, when it starts, of a study whose trials call a function. */
export interface CallContext {
  /** Where the worker records its trials: what the store was opened with. */
  readonly database: string;
  /** How many of the best trials keep their weights: a function's have none. */
  readonly keep: number;
  readonly spec: StudySpec;
  readonly model: ObjectiveModule;
  /** What the module's path is relative to. */
  readonly directory: string;
}
