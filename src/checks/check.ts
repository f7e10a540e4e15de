import type { Dataset } from '../data/dataset.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import type { CheckResult, CheckStatus, Exhibit } from '../reports/check-report.ts';
import type { Configuration } from '../study/search-space.ts';
import type { StudySpec } from '../study/study-spec.ts';
import type { Backend } from '../training/backend.ts';
import type { ModelFamily } from '../training/models/model-family.ts';

/** The input of a check. */
export interface CheckContext {
  readonly spec: StudySpec;
  readonly dataset: Dataset;
  /** The rows before preprocessing, with their splits. */
  readonly source: SourceRows;
  readonly family: ModelFamily;
  readonly backend: Backend;
  /** The middle of the space: `middleOf`. */
  readonly config: Configuration;
  /** Seeds all randomness of the checks. */
  readonly seed: number;
}

/** The result of a check's measurement; `runChecks` adds the name, the hypothesis and the time. */
export type Verdict = {
  readonly status: CheckStatus;
  readonly message: string;
  readonly advice?: string;
  readonly numbers?: CheckResult['numbers'];
  readonly exhibits?: readonly Exhibit[];
};

/** A hypothesis of the recipe that can be measured. */
export interface Check {
  readonly name: string;
  readonly hypothesis: string;
  /** True: `start` makes it too. Such a check takes milliseconds, or a second at most. */
  readonly isCheap: boolean;
  /** An error thrown by the model's own code fails the check, with its message. */
  run(context: CheckContext): Verdict | Promise<Verdict>;
}
