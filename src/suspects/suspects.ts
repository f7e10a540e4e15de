import { bySplit } from '../data/dataset.ts';
import { judgedRows } from '../data/folds.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import { message, option } from '../faults/message.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { SuspectsReport } from '../reports/suspects-report.ts';
import { SeveralTargetsError, severalRefused, singleTask } from '../study/outputs/single-task.ts';
import { reportClasses } from './class-report.ts';
import { type JudgedTrial, type JudgeSource, judge, type StoredTrial } from './judged-trial.ts';
import type { Judgement } from './judgement.ts';
import { type CrossValidated, crossValidate, type EncodingSpec } from './quick/cross-validated.ts';
import { rowLooks } from './row-looks.ts';
import { reportValues } from './value-report.ts';

/**
 * The rows whose targets are contradicted, and those that are predicted worst, by models that were not trained on them:
 * by these trials (best first, at least one), and by quick cross-validated models where the trials were trained on the
 * rows. The same trials give the same report.
 */
export async function findSuspects(
  study: string,
  given: JudgeSource,
  stored: readonly StoredTrial[],
  spec: EncodingSpec,
): Promise<SuspectsReport> {
  singleTask(given.dataset.task, message`${option('suspects')}`);
  const source = judgedSource(given.source);
  const trials: JudgedTrial[] = [];
  for (const each of stored) trials.push(await judge(given, each));
  const hasTrained = source.rows.train.length > 0;
  const quick = hasTrained ? crossValidate(given.source, spec) : undefined;
  return report({
    ...opened(study, source, given.source.rows.train, quick),
    trials,
    predictions: {
      train: quick ? [predictionsOf(quick, source.raw.rowNumbers.length, source.rows.train)] : [],
      validation: trials.map(({ validation }) => validation),
      test: trials.map(({ test }) => test),
    },
  });
}

/** The same of all rows by quick cross-validated models alone, which need no search. */
export function quickSuspects(name: string, source: SourceRows, spec: EncodingSpec): SuspectsReport {
  refuseSeveral(source);
  const quick = crossValidate(source, spec);
  const judged = judgedSource(source);
  const { rowNumbers } = source.raw;
  return report({
    ...opened(name, judged, source.rows.train, quick),
    trials: [],
    predictions: bySplit((split) => [predictionsOf(quick, rowNumbers.length, judged.rows[split])]),
  });
}

function refuseSeveral({ raw: { targets } }: SourceRows): void {
  if (targets === undefined) return;
  const names = targets.parts.map(({ name }) => name);
  throw new SeveralTargetsError(severalRefused(targets.kind, names, message`${option('suspects')}`));
}

function opened(study: string, source: SourceRows, train: Int32Array, quick: CrossValidated | undefined) {
  return { study, source, looks: rowLooks(source, train), ...(quick && { quick: quick.judges }) };
}

function report(judgement: Judgement): SuspectsReport {
  const { target } = judgement.source.raw;
  return target.kind === 'classification'
    ? reportClasses(judgement, target.classes)
    : reportValues(judgement, target);
}

/** Those of some rows of the source. */
function predictionsOf({ predictions }: CrossValidated, rows: number, some: Int32Array): Predictions {
  const width = predictions.length / rows;
  const chosen = new Float64Array(some.length * width);
  some.forEach((row, at) => {
    chosen.set(predictions.subarray(row * width, (row + 1) * width), at * width);
  });
  return chosen;
}

/** With folds the rows that some fold judges are those of validation, and are none of train. */
function judgedSource(source: SourceRows): SourceRows {
  const { folds, train, test } = source.rows;
  if (folds === undefined) return source;
  const validation = judgedRows(folds);
  const isJudged = new Set(validation);
  return { ...source, rows: { train: train.filter((row) => !isJudged.has(row)), validation, test } };
}
