import { linearBaseline } from '../../baselines/linear-baseline.ts';
import type { Dataset } from '../../data/dataset.ts';
import { encodeSource, type SourceRows } from '../../data/load-dataset.ts';
import { withHashedTokens } from '../../data/preprocessing/hashed-tokens.ts';
import type { RawData, RowGroups } from '../../data/raw-data.ts';
import { haveSharedRows, refuseWindows } from '../../data/windows/refuse-windows.ts';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { actualValues, type Predictions } from '../../metrics/predictions.ts';
import type { QuickJudges } from '../../reports/suspects-report.ts';
import { predictionWidth } from '../../study/outputs/task-widths.ts';
import { partOf } from '../../training/probes/rows.ts';
import { drawFoldOf } from './draw-folds.ts';
import { type Nearest, neighbourMeans, SharedNeighbours } from './neighbours.ts';

const mostFolds = 5;
/** Multiplications of a linear fit above which the folds are drawn once and not three times. */
const mostRepeated = 4e6;
/** Rows² · columns above which no neighbours are looked for: some seconds. */
const mostDistances = 2e10;

/** The fields of a data spec that decide the encoding. */
export type EncodingSpec = Parameters<typeof encodeSource>[1];

/** Predictions of all rows of a source by models that were not fitted to them. */
export interface CrossValidated {
  readonly judges: QuickJudges;
  /** The predicted rows, ascending: all of the source, or the last one of each series that is a sequence. */
  readonly members: Int32Array;
  /** Theirs, in this order. */
  readonly predictions: Predictions;
}

/**
 * Predicts every row by a linear model that was fitted to other folds, and by its nearest other rows, and takes the mean:
 * logistic regression and the votes of neighbours for classes, linear regression and their mean for values. The folds are
 * drawn three times where that takes seconds, which all `targets` share that are judged one after the other, and so are
 * neighbours `shared` by them. Groups stay whole. The same source gives the same bits.
 */
export function crossValidate(
  given: SourceRows,
  spec: EncodingSpec,
  targets = 1,
  shared = new SharedNeighbours(),
): CrossValidated {
  const source = ofMeans(given);
  const { raw } = source;
  // A fold at random would leave a row in the windows of others.
  if (haveSharedRows(raw)) refuseWindows(raw, message`${option('quick', true)}`);
  const { target } = raw;
  const members = raw.windows?.targets ?? raw.rowNumbers.map((_, row) => row);
  const groups = groupsOf(raw, members);
  const none = new Int32Array();
  const all = { ...source, rows: { train: members, validation: none, test: none } };
  const dataset = withHashedTokens(encodeSource(all, spec));
  const { train } = dataset.splits;
  const isSmall = train.x.length * predictionWidth(dataset.task) * targets <= mostRepeated;
  const repeats = isSmall ? 3 : 1;
  const labels = target.kind === 'classification' ? train.y : undefined;
  const folds = countOfFolds(raw.file, members.length, groups);
  const drawn = Array.from({ length: repeats }, (_, repeat) =>
    drawFoldOf(train.rows, folds, { labels, groups, repeat }),
  );
  const linear = linearPredictions(dataset, drawn, folds);
  const hasNeighbours = train.rows * train.x.length * targets <= mostDistances;
  const near = hasNeighbours ? neighbourPredictions(dataset, shared.of(raw, train, groups)) : undefined;
  const models: QuickJudges['models'] = [
    target.kind === 'classification' ? 'logistic regression' : 'linear regression',
    ...(near ? (['nearest neighbours'] as const) : []),
  ];
  return {
    judges: { folds, repeats, models, fittedRows: linear.fittedRows },
    members,
    predictions: near
      ? linear.predictions.map((each, at) => (each + (near[at] as number)) / 2)
      : linear.predictions,
  };
}

function groupsOf({ groups }: RawData, members: Int32Array): RowGroups | undefined {
  return groups && { ...groups, codes: members.map((row) => groups.codes[row] as number) };
}

/** Rows of quantiles are judged by a linear regression of the mean. */
function ofMeans(source: SourceRows): SourceRows {
  const { target } = source.raw;
  if (target.kind === 'classification' || target.quantiles === undefined) return source;
  const { quantiles: _, ...plain } = target;
  return { ...source, raw: { ...source.raw, target: plain } };
}

/** UsageError when all rows are of one group. */
function countOfFolds(file: string, rows: number, groups: RowGroups | undefined): number {
  const count = Math.min(mostFolds, groups === undefined ? rows : new Set(groups.codes).size);
  if (count >= 2) return count;
  throw new UsageError(`${file}: must have rows of at least two groups, so that they can be judged`);
}

/** The mean over the repeats of out-of-fold predictions; the strength of the penalty is chosen once, on all rows. */
function linearPredictions(dataset: Dataset, drawn: readonly Int32Array[], folds: number) {
  const { task, splits } = dataset;
  const width = predictionWidth(task);
  const { rows, x, y, row } = splits.train;
  const unweighted = { rows, x, y, row };
  const predictions = new Float64Array(rows * width);
  const chosen = linearBaseline(dataset, { foldOf: drawn[0] });
  let fittedRows = 0;
  for (const foldOf of drawn) {
    for (let fold = 0; fold < folds; fold++) {
      const among = rowsOf(foldOf, (each) => each !== fold);
      const held = rowsOf(foldOf, (each) => each === fold);
      const model = linearBaseline(
        { task, splits: { ...splits, train: partOf(unweighted, among) } },
        chosen && { given: chosen },
      );
      if (model === undefined) throw new UsageError('the rows are too few to judge each of them by others');
      fittedRows = Math.max(fittedRows, model.rows);
      const predicted = model.predict(partOf(unweighted, held));
      held.forEach((place, index) => {
        for (let output = 0; output < width; output++) {
          const at = place * width + output;
          predictions[at] =
            (predictions[at] as number) + (predicted[index * width + output] as number) / drawn.length;
        }
      });
    }
  }
  return { predictions, fittedRows };
}

function rowsOf(foldOf: Int32Array, isIn: (fold: number) => boolean): Int32Array {
  return Int32Array.from(foldOf.keys()).filter((row) => isIn(foldOf[row] as number));
}

function neighbourPredictions({ task, splits }: Dataset, nearest: Nearest): Predictions {
  const { train } = splits;
  const width = predictionWidth(task);
  if (task.kind === 'regression') {
    const means = neighbourMeans(nearest, { targets: Float64Array.from(train.y), width });
    return actualValues(task, means);
  }
  const targets = new Float64Array(train.rows * width);
  train.y.forEach((label, row) => {
    targets[row * width + label] = 1;
  });
  return neighbourMeans(nearest, { targets, width });
}
