import { judgedRows } from '../data/folds.ts';
import type { SuspectsReport } from '../reports/suspects-report.ts';
import { reportClasses } from './class-report.ts';
import { type JudgedTrial, type JudgeSource, judge, type StoredTrial } from './judged-trial.ts';
import { rowLooks } from './row-looks.ts';
import { reportValues } from './value-report.ts';

/**
 * The rows of the training and the validation split whose targets these trials (best first, at least one) contradict,
 * and those that they predict worst. The same trials give the same report.
 */
export async function findSuspects(
  study: string,
  given: JudgeSource,
  stored: readonly StoredTrial[],
): Promise<SuspectsReport> {
  const source = judgedSource(given);
  const trials: JudgedTrial[] = [];
  for (const each of stored) trials.push(await judge(source, each));
  const judgement = { study, source, trials, looks: rowLooks(source.source, given.source.rows.train) };
  const { target } = source.source.raw;
  return target.kind === 'classification'
    ? reportClasses(judgement, target.classes)
    : reportValues(judgement, target);
}

/**
 * With folds each row that some fold judges is one of validation, since its predictions are by models that were not
 * trained on it, and none is left of train.
 */
function judgedSource(given: JudgeSource): JudgeSource {
  const { dataset, source } = given;
  const { folds } = source.rows;
  if (folds === undefined) return given;
  const { train } = dataset.splits;
  const nothing = { ...train, rows: 0, x: train.x.subarray(0, 0), y: train.y.subarray(0, 0) };
  return {
    ...given,
    dataset: { ...dataset, splits: { ...dataset.splits, train: nothing } },
    source: { ...source, rows: { ...source.rows, train: new Int32Array(), validation: judgedRows(folds) } },
  };
}
