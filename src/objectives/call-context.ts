import type { ObjectiveModule, StudySpec } from '../study/study-spec.ts';

/** The data that every worker of a study whose trials call a function receives once, when it starts. */
export interface CallContext {
  /** The database in which the worker records its trials, as passed when the store was opened, with its password. */
  readonly database: string;
  /** Number of best trials that keep their weights; trials that call a function have none. */
  readonly keep: number;
  readonly spec: StudySpec;
  readonly model: ObjectiveModule;
  /** Base directory of the module's path. */
  readonly directory: string;
}
