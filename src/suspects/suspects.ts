import { bySplit } from '../data/dataset.ts';
import { judgedRows } from '../data/folds.ts';
import type { SourceRows } from '../data/load-dataset.ts';
import { targetViews, withLabelNames } from '../data/target-views.ts';
import { haveSharedRows } from '../data/windows/refuse-windows.ts';
import type { Predictions } from '../metrics/predictions.ts';
import type { SuspectsReport, TargetSuspectsReport } from '../reports/suspects-report.ts';
import { placesIn } from '../statistics/places.ts';
import { type PartView, partViews } from '../study/outputs/part-views.ts';
import { reportClasses } from './class-report.ts';
import { type JudgedTrial, type JudgeSource, judge, ofTarget, type StoredTrial } from './judged-trial.ts';
import type { Judgement } from './judgement.ts';
import { type CrossValidated, crossValidate, type EncodingSpec } from './quick/cross-validated.ts';
import { SharedNeighbours } from './quick/neighbours.ts';
import { rowLooks } from './row-looks.ts';
import { reportValues } from './value-report.ts';

/**
 * The rows whose targets are contradicted, and those that are predicted worst, by models that were not trained on them:
 * by these trials (best first, at least one), and by quick cross-validated models where the trials were trained on the
 * rows, unless rows stand in the windows of others. The same trials give the same report. Of several targets, or labels,
 * each is judged alone.
 */
export async function findSuspects(
  study: string,
  given: JudgeSource,
  stored: readonly StoredTrial[],
  spec: EncodingSpec,
): Promise<SuspectsReport> {
  const judged: JudgedTrial[] = [];
  for (const each of stored) judged.push(await judge(given, each));
  const views = partViews(given.dataset.task);
  const neighbours = new SharedNeighbours();
  return reportOn(given.source, (own, at) => {
    const whole = judgedSource(own);
    const trials = judged.map((each) => ofTarget(each, views[at] as PartView));
    const hasTrained = whole.rows.train.length > 0;
    const isUnjudged = hasTrained && haveSharedRows(own.raw);
    const source = isUnjudged ? { ...whole, rows: { ...whole.rows, train: new Int32Array() } } : whole;
    const quick = hasTrained && !isUnjudged ? crossValidate(own, spec, views.length, neighbours) : undefined;
    return {
      ...opened(study, source, own.rows.train, quick),
      ...{ trials, isUnjudged },
      predictions: {
        train: quick ? [predictionsOf(quick, source.rows.train)] : [],
        validation: trials.map(({ validation }) => validation),
        test: trials.map(({ test }) => test),
      },
    };
  });
}

/** The same of all rows by quick cross-validated models alone, which need no search. */
export function quickSuspects(name: string, given: SourceRows, spec: EncodingSpec): SuspectsReport {
  const targets = given.raw.targets?.parts.length;
  const neighbours = new SharedNeighbours();
  return reportOn(given, (own) => {
    const quick = crossValidate(own, spec, targets, neighbours);
    const judged = judgedSource(own);
    return {
      ...opened(name, judged, own.rows.train, quick),
      trials: [],
      predictions: bySplit((split) => [predictionsOf(quick, judged.rows[split])]),
    };
  });
}

/** The report on the source, or on each of its targets with the source of that target alone. */
function reportOn(
  given: SourceRows,
  judgementOf: (source: SourceRows, at: number) => Judgement,
): SuspectsReport {
  const { targets } = given.raw;
  if (targets === undefined) return report(judgementOf(given, 0));
  const reports = targetViews(given).map(({ name = '', source }, at) => {
    const isLabel = targets.kind === 'multilabel';
    return { name, ...report(judgementOf(isLabel ? withLabelNames({ name, source }) : source, at)) };
  });
  const { study = '', trials = [] } = reports[0] ?? {};
  return { study, task: targets.kind, trials, targets: reports };
}

function opened(study: string, source: SourceRows, train: Int32Array, quick: CrossValidated | undefined) {
  return { study, source, looks: rowLooks(source, train), ...(quick && { quick: quick.judges }) };
}

function report(judgement: Judgement): TargetSuspectsReport {
  const { target } = judgement.source.raw;
  return target.kind === 'classification'
    ? reportClasses(judgement, target.classes)
    : reportValues(judgement, target);
}

/** Those of some rows of the source. */
function predictionsOf({ members, predictions }: CrossValidated, some: Int32Array): Predictions {
  const width = predictions.length / members.length;
  const chosen = new Float64Array(some.length * width);
  placesIn(members)(some).forEach((place, at) => {
    chosen.set(predictions.subarray(place * width, (place + 1) * width), at * width);
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
