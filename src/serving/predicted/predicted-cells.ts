import type { Predictions } from '../../metrics/predictions.ts';
import type { Prediction } from '../../reports/prediction.ts';
import { chosenClass } from '../../study/outputs/chosen-class.ts';
import { middleQuantile } from '../../study/outputs/middle-quantile.ts';
import { type LevelQuantile, likelyClasses, valueInterval } from '../../study/outputs/prediction-region.ts';
import { quantileName } from '../../study/outputs/quantile-name.ts';
import { columnsAt, partsOf } from '../../study/outputs/task-parts.ts';
import { predictionWidth } from '../../study/outputs/task-widths.ts';
import type { MultilabelTask, SingleTask, Task } from '../../study/pipeline.ts';
import { shownNumber, shownProbability } from './shown-prediction.ts';

type Regression = Extract<SingleTask, { kind: 'regression' }>;

/** Columns besides the predictions themselves. */
export interface AddedColumns {
  /** A probability for each class or label; numbers have none. */
  readonly probabilities: boolean;
  /** The bounds of an interval, or a set of classes, by this conformal quantile; of one target only. */
  readonly quantile?: LevelQuantile | undefined;
}

/** A column of predictions, and its cell for a row. */
export interface PredictedColumn {
  readonly name: string;
  cell(predictions: Predictions, row: number): unknown;
}

/** The columns of predictions: `prediction` of one target, `prediction_price` of each of several, or of each label. */
export function predictedColumns(task: Task, added: AddedColumns): readonly PredictedColumn[] {
  if (task.kind === 'multilabel') return labelColumns(task, added);
  if (task.kind !== 'joint') return singleColumns(task, added);
  const width = predictionWidth(task);
  return partsOf(task).flatMap((part) =>
    singleColumns(part.task as SingleTask, { probabilities: added.probabilities }).map(({ name, cell }) => ({
      name: name.replace(/^[a-z]+/, (kind) => `${kind}_${part.name}`),
      // One row of one target.
      cell: (predictions: Predictions, row: number) =>
        cell(columnsAt(predictions.subarray(row * width, (row + 1) * width), width, part.predictions), 0),
    })),
  );
}

function singleColumns(task: SingleTask, { probabilities, quantile }: AddedColumns): PredictedColumn[] {
  if (task.kind === 'regression') {
    return valueColumns(task, quantile);
  }
  const { classes, threshold } = task;
  const { length } = classes;
  return [
    {
      name: 'prediction',
      cell: (predictions, row) => classes[chosenClass(predictions, row, length, threshold)],
    },
    ...(quantile === undefined
      ? []
      : [
          {
            name: 'prediction_set',
            cell: (predictions: Predictions, row: number) =>
              likelyClasses(predictions, row, classes, quantile.quantile),
          },
        ]),
    ...(probabilities ? classes : []).map((name, label) => ({
      name: `probability_${name}`,
      cell: (predictions: Predictions, row: number) =>
        shownProbability(predictions[row * length + label] as number),
    })),
  ];
}

/** The value, or of quantiles the one nearest to the median; the bounds of its interval; and each quantile. */
function valueColumns(task: Regression, quantile: LevelQuantile | undefined): PredictedColumn[] {
  const { quantiles } = task;
  const value = (place: number) => (predictions: Predictions, row: number) =>
    shownNumber(valuesOf(task, predictions, row)[place] as number, task);
  const bounds = (['low', 'high'] as const).flatMap((end) =>
    quantile === undefined
      ? []
      : [
          {
            name: `prediction_${end}`,
            cell: (predictions: Predictions, row: number) =>
              shownNumber(valueInterval(valuesOf(task, predictions, row), quantile, task)[end], task),
          },
        ],
  );
  return [
    { name: 'prediction', cell: value(middleOf(task)) },
    ...bounds,
    ...(quantiles ?? []).map((level, place) => ({
      name: `prediction_${quantileName(level)}`,
      cell: value(place),
    })),
  ];
}

function valuesOf(task: Regression, predictions: Predictions, row: number): Predictions {
  const width = predictionWidth(task);
  return predictions.subarray(row * width, (row + 1) * width);
}

function middleOf({ quantiles }: Regression): number {
  return quantiles === undefined ? 0 : middleQuantile(quantiles);
}

/** 0 or 1 for each label; or the labels in one column, as they stand in the data. */
function labelColumns(task: MultilabelTask, { probabilities }: AddedColumns): PredictedColumn[] {
  const { labels, separator } = task;
  const probability = (predictions: Predictions, row: number, label: number) =>
    predictions[row * labels.length + label] as number;
  const chosen: PredictedColumn[] =
    separator === undefined
      ? labels.map((name, label) => ({
          name: `prediction_${name}`,
          cell: (predictions, row) => Number(isPredicted(probability(predictions, row, label))),
        }))
      : [
          {
            name: 'prediction',
            cell: (predictions, row) => predictedLabels(task, predictions, row).join(separator),
          },
        ];
  const added = labels.map((name, label) => ({
    name: `probability_${name}`,
    cell: (predictions: Predictions, row: number) => shownProbability(probability(predictions, row, label)),
  }));
  return [...chosen, ...(probabilities ? added : [])];
}

function isPredicted(probability: number): boolean {
  return probability >= 0.5;
}

function predictedLabels({ labels }: MultilabelTask, predictions: Predictions, row: number): string[] {
  return labels.filter((_, label) => isPredicted(predictions[row * labels.length + label] as number));
}

/** The prediction of one row among `predictions`, for programs. */
export function predictionOf(
  task: Task,
  predictions: Predictions,
  row: number,
  quantile: LevelQuantile | undefined,
): Prediction {
  if (task.kind === 'joint') {
    const width = predictionWidth(task);
    const own = predictions.subarray(row * width, (row + 1) * width);
    const parts = partsOf(task).map((part) => ({
      name: part.name as string,
      said: predictionOf(part.task, columnsAt(own, width, part.predictions), 0, undefined),
    }));
    const withProbabilities = parts.filter(({ said }) => said.probabilities !== undefined);
    return {
      prediction: Object.fromEntries(parts.map(({ name, said }) => [name, said.prediction])),
      ...(withProbabilities.length > 0 && {
        probabilitiesByTarget: Object.fromEntries(
          withProbabilities.map(({ name, said }) => [name, said.probabilities]),
        ),
      }),
    } as Prediction;
  }
  if (task.kind === 'multilabel') {
    const { labels } = task;
    const own = predictions.subarray(row * labels.length, (row + 1) * labels.length);
    return {
      prediction: predictedLabels(task, predictions, row),
      probabilities: Object.fromEntries(labels.map((name, label) => [name, own[label] as number])),
    };
  }
  if (task.kind === 'regression') {
    const values = valuesOf(task, predictions, row);
    const { quantiles } = task;
    return {
      prediction: values[middleOf(task)] as number,
      ...(quantiles && {
        quantiles: Object.fromEntries(
          quantiles.map((level, place) => [quantileName(level), values[place] as number]),
        ),
      }),
      ...(quantile !== undefined && valueInterval(values, quantile, task)),
    };
  }
  const { classes, threshold } = task;
  const own = predictions.subarray(row * classes.length, (row + 1) * classes.length);
  return {
    prediction: classes[chosenClass(predictions, row, classes.length, threshold)] as string,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, own[index] as number])),
    ...(quantile !== undefined && { set: likelyClasses(predictions, row, classes, quantile.quantile) }),
  };
}
