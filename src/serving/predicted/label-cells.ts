import type { Predictions } from '../../metrics/predictions.ts';
import type { Prediction } from '../../reports/prediction.ts';
import type { MultilabelTask } from '../../study/pipeline.ts';
import type { AddedColumns, PredictedColumn } from './predicted-column.ts';
import { shownProbability } from './shown-prediction.ts';

/** 0 or 1 for each label; or the labels in one column, as they stand in the data. */
export function labelColumns(task: MultilabelTask, { probabilities }: AddedColumns): PredictedColumn[] {
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

/** The labels of one row and the probability of each, for programs. */
export function predictionOfLabels(task: MultilabelTask, predictions: Predictions, row: number): Prediction {
  const { labels } = task;
  const own = predictions.subarray(row * labels.length, (row + 1) * labels.length);
  return {
    prediction: predictedLabels(task, predictions, row),
    probabilities: Object.fromEntries(labels.map((name, label) => [name, own[label] as number])),
  };
}

function isPredicted(probability: number): boolean {
  return probability >= 0.5;
}

function predictedLabels({ labels }: MultilabelTask, predictions: Predictions, row: number): string[] {
  return labels.filter((_, label) => isPredicted(predictions[row * labels.length + label] as number));
}
