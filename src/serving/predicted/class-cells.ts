import type { Predictions } from '../../metrics/predictions.ts';
import type { Prediction } from '../../reports/prediction.ts';
import { chosenClass } from '../../study/outputs/chosen-class.ts';
import type { LevelQuantile } from '../../study/outputs/conformal-quantiles.ts';
import { likelyClasses } from '../../study/outputs/prediction-region.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import type { AddedToTarget, PredictedColumn } from './predicted-column.ts';
import { shownProbability } from './shown-prediction.ts';

type Classification = Extract<SingleTask, { kind: 'classification' }>;

/** The class; the set of likely classes; and the probability of each. */
export function classColumns(
  { classes, threshold }: Classification,
  { probabilities, quantile }: AddedToTarget,
): PredictedColumn[] {
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

/** The prediction of one row of a classification, for programs. */
export function predictedClass(
  { classes, threshold }: Classification,
  predictions: Predictions,
  row: number,
  quantile: LevelQuantile | undefined,
): Prediction {
  const own = predictions.subarray(row * classes.length, (row + 1) * classes.length);
  return {
    prediction: classes[chosenClass(predictions, row, classes.length, threshold)] as string,
    probabilities: Object.fromEntries(classes.map((name, index) => [name, own[index] as number])),
    ...(quantile !== undefined && { set: likelyClasses(predictions, row, classes, quantile.quantile) }),
  };
}
