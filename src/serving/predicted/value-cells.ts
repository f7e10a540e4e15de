import type { Predictions } from '../../metrics/predictions.ts';
import type { Prediction } from '../../reports/prediction.ts';
import type { LevelQuantile } from '../../study/outputs/conformal-quantiles.ts';
import { middleQuantile } from '../../study/outputs/middle-quantile.ts';
import { quantileName } from '../../study/outputs/quantile-name.ts';
import { predictionWidth } from '../../study/outputs/task-widths.ts';
import { valueInterval } from '../../study/outputs/value-interval.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import type { PredictedColumn } from './predicted-column.ts';
import { shownNumber } from './shown-prediction.ts';

type Regression = Extract<SingleTask, { kind: 'regression' }>;

/** The value, or of quantiles the one nearest to the median; the bounds of its interval; and each quantile. */
export function valueColumns(task: Regression, quantile: LevelQuantile | undefined): PredictedColumn[] {
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

/** The prediction of one row of a regression, for programs. */
export function predictedValue(
  task: Regression,
  predictions: Predictions,
  row: number,
  quantile: LevelQuantile | undefined,
): Prediction {
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

function valuesOf(task: Regression, predictions: Predictions, row: number): Predictions {
  const width = predictionWidth(task);
  return predictions.subarray(row * width, (row + 1) * width);
}

function middleOf({ quantiles }: Regression): number {
  return quantiles === undefined ? 0 : middleQuantile(quantiles);
}
