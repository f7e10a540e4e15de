import { evaluateOptions, evaluate as run } from '../actions/evaluate.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { SplitName } from '../data/dataset.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import type { StoredModel } from './stored-study.ts';

export interface EvaluateOptions extends StoredModel {
  /** A split of the study's data. Default: test, or validation where there are no test rows. */
  readonly split?: SplitName | undefined;
  /** Labelled rows instead of a split, as for `hpsearch evaluate --data`. */
  readonly data?: string | URL | undefined;
  /** The target column of `data`. Default: the study's. */
  readonly target?: string | undefined;
  /** Additional metrics, or all. Default: the objective's. */
  readonly metrics?: readonly string[] | 'all' | undefined;
  /** Adds the importance of each column of a table, on rows that the model was not trained on. */
  readonly importance?: boolean | undefined;
  /** Resizes images to the size of the training images. */
  readonly resize?: boolean | undefined;
}

export interface Evaluated extends Omit<EvaluationReport, 'humanBaseline'> {
  /** Null for a model in an exported folder. */
  readonly study: string | null;
}

/** Measures a stored model on a split or on labelled rows, with intervals. Errors are those of `predict`. */
export async function evaluate(options: EvaluateOptions = {}): Promise<Evaluated> {
  const { study, report } = await run(readOptions(evaluateOptions, options));
  const { humanBaseline, ...measured } = report;
  return { study, ...measured };
}
