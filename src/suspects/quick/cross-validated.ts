import { type LinearBaseline, linearBaseline } from '../../baselines/linear-baseline.ts';
import type { Dataset, Split } from '../../data/dataset.ts';
import { encodeSource, type SourceRows } from '../../data/load-dataset.ts';
import { UsageError } from '../../faults/errors.ts';
import { type Predictions, toPredictions } from '../../metrics/predictions.ts';
import type { QuickJudges } from '../../reports/suspects-report.ts';
import { targetWidth } from '../../training/inputs.ts';
import { drawFoldOf } from './draw-folds.ts';
import { neighbourMeans } from './neighbours.ts';

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
  /** In the source's order. */
  readonly predictions: Predictions;
}

/**
 * Predicts every row by a linear model that was fitted to other folds, and by its nearest other rows, and takes the mean:
 * logistic regression and the votes of neighbours for classes, linear regression and their mean for values. The folds are
 * drawn three times where that takes seconds. Groups stay whole. The same source gives the same bits.
 */
export function crossValidate(source: SourceRows, spec: EncodingSpec): CrossValidated {
  const { raw } = source;
  const { groups, target } = raw;
  const everyRow = raw.rowNumbers.map((_, row) => row);
  const none = new Int32Array();
  const all = { ...source, rows: { train: everyRow, validation: none, test: none } };
  const dataset = encodeSource(all, spec);
  const { train } = dataset.splits;
  const labels = target.kind === 'classification' ? train.y : undefined;
  const isSmall = train.x.length * targetWidth(dataset.task) <= mostRepeated;
  const repeats = isSmall ? 3 : 1;
  const folds = Math.min(mostFolds, groups === undefined ? train.rows : new Set(groups.codes).size);
  if (folds < 2)
    throw new UsageError(`${raw.file}: must have rows of at least two groups, so that they can be judged`);
  const drawn = Array.from({ length: repeats }, (_, repeat) =>
    drawFoldOf(train.rows, folds, { labels, groups, repeat }),
  );
  const linear = linearPredictions(dataset, drawn, folds);
  const hasNeighbours = train.rows * train.x.length <= mostDistances;
  const near = hasNeighbours ? neighbourPredictions(dataset, groups) : undefined;
  const models: QuickJudges['models'] = [
    target.kind === 'classification' ? 'logistic regression' : 'linear regression',
    ...(near ? (['nearest neighbours'] as const) : []),
  ];
  return {
    judges: { folds, repeats, models, fittedRows: linear.fittedRows },
    predictions: near
      ? linear.predictions.map((each, at) => (each + (near[at] as number)) / 2)
      : linear.predictions,
  };
}

/** The mean over the repeats of out-of-fold predictions; the strength of the penalty is chosen once, on all rows. */
function linearPredictions(dataset: Dataset, drawn: readonly Int32Array[], folds: number) {
  const { task, splits } = dataset;
  const width = targetWidth(task);
  const { train } = splits;
  const predictions = new Float64Array(train.rows * width);
  const chosen = linearBaseline(dataset, { foldOf: drawn[0] });
  let fittedRows = 0;
  for (const foldOf of drawn) {
    for (let fold = 0; fold < folds; fold++) {
      const [among, held] = [
        rowsOf(foldOf, (each) => each !== fold),
        rowsOf(foldOf, (each) => each === fold),
      ];
      const fitted = part(train, among);
      const model = linearBaseline(
        { task, splits: { ...splits, train: fitted } },
        chosen && { given: chosen },
      ) as LinearBaseline;
      fittedRows = Math.max(fittedRows, model.rows);
      const predicted = model.predict(part(train, held));
      held.forEach((row, place) => {
        for (let output = 0; output < width; output++) {
          const at = row * width + output;
          predictions[at] =
            (predictions[at] as number) + (predicted[place * width + output] as number) / drawn.length;
        }
      });
    }
  }
  return { predictions, fittedRows };
}

function neighbourPredictions({ task, splits }: Dataset, groups: SourceRows['raw']['groups']): Predictions {
  const { train } = splits;
  const width = targetWidth(task);
  if (task.kind === 'regression') {
    const means = neighbourMeans(train, { targets: Float64Array.from(train.y), width }, groups);
    return toPredictions(task, means);
  }
  const targets = new Float64Array(train.rows * width);
  train.y.forEach((label, row) => {
    targets[row * width + label] = 1;
  });
  return neighbourMeans(train, { targets, width }, groups);
}

function rowsOf(foldOf: Int32Array, isIn: (fold: number) => boolean): Int32Array {
  return Int32Array.from(foldOf.keys()).filter((row) => isIn(foldOf[row] as number));
}

/** These rows of a split, by their places. */
function part({ rows, x, y, row }: Split, places: Int32Array): Split {
  const columns = x.length / rows;
  const chosen = new Float32Array(places.length * columns);
  places.forEach((place, at) => {
    chosen.set(x.subarray(place * columns, (place + 1) * columns), at * columns);
  });
  return {
    rows: places.length,
    x: chosen,
    y: Float32Array.from(places, (place) => y[place] as number),
    row: places.map((place) => row[place] as number),
  };
}
