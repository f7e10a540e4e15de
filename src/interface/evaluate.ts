import { evaluateOptions, evaluate as run } from '../actions/evaluate.ts';
import { readOptions } from '../actions/options/read-options.ts';
import type { SplitName } from '../data/dataset.ts';
import type { EvaluationReport } from '../reports/evaluation-report.ts';
import type { StoredModel } from './stored-study.ts';

export interface EvaluateOptions extends StoredModel {
  /** A split of the study's data. Default: test. */
  readonly split?: SplitName | undefined;
  /** Labelled rows in place of a split: what `hpsearch evaluate --data` takes. */
  readonly data?: string | URL | undefined;
  /** The column of `data` that is predicted. Default: the study's. */
  readonly target?: string | undefined;
  /** Metrics besides those that are always there, or all. Default: the objective's. */
  readonly metrics?: readonly string[] | 'all' | undefined;
  /** Scales images to the size of those in training. */
  readonly resize?: boolean | undefined;
}

export interface Evaluated extends Omit<EvaluationReport, 'humanBaseline'> {
  /** Null for a model of an exported folder. */
  readonly study: string | null;
}

/** Measures a stored model on a split or on labelled rows, with intervals. Errors are those of `predict`. */
export async function evaluate(options: EvaluateOptions = {}): Promise<Evaluated> {
  const { study, report } = await run(readOptions(evaluateOptions, options));
  const { humanBaseline, ...measured } = report;
  return { study, ...measured };
}
