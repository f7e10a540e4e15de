import type { Predictions } from '../../metrics/predictions.ts';
import type { Prediction } from '../../reports/prediction.ts';
import type { LevelQuantile } from '../../study/outputs/conformal-quantiles.ts';
import { columnOfPart } from '../../study/outputs/predicted-names.ts';
import { labelClasses, likelyClasses } from '../../study/outputs/prediction-region.ts';
import type { MultilabelTask } from '../../study/pipeline.ts';
import type { AddedColumns, PredictedColumn } from './predicted-column.ts';
import { shownProbability } from './shown-prediction.ts';

/** 0 or 1 for each label, or the labels in one column, as they stand in the data; and the set of likely ones of 0 and 1. */
export function labelColumns(
  task: MultilabelTask,
  { probabilities, quantiles }: AddedColumns,
): PredictedColumn[] {
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
  const sets = labels.flatMap((name, label) => {
    const quantile = quantiles?.[label];
    if (quantile === undefined) return [];
    const cell = (predictions: Predictions, row: number) =>
      likelyValues(probability(predictions, row, label), quantile);
    return [{ name: columnOfPart('prediction_set', name), cell }];
  });
  return [...chosen, ...sets, ...(probabilities ? added : [])];
}

/** The labels of one row, the probability of each, and the set of its likely values, for programs. */
export function predictionOfLabels(
  task: MultilabelTask,
  predictions: Predictions,
  row: number,
  quantiles: readonly LevelQuantile[] | undefined,
): Prediction {
  const { labels } = task;
  const own = predictions.subarray(row * labels.length, (row + 1) * labels.length);
  return {
    prediction: predictedLabels(task, predictions, row),
    probabilities: Object.fromEntries(labels.map((name, label) => [name, own[label] as number])),
    ...(quantiles && {
      setsByTarget: Object.fromEntries(
        labels.map((name, label) => [
          name,
          likelyValues(own[label] as number, quantiles[label] as LevelQuantile),
        ]),
      ),
    }),
  };
}

/** Those of 0 and 1 that are probable enough; perhaps none. */
function likelyValues(probability: number, { quantile }: LevelQuantile): string[] {
  return likelyClasses([1 - probability, probability], 0, labelClasses, quantile);
}

function isPredicted(probability: number): boolean {
  return probability >= 0.5;
}

function predictedLabels({ labels }: MultilabelTask, predictions: Predictions, row: number): string[] {
  return labels.filter((_, label) => isPredicted(predictions[row * labels.length + label] as number));
}
