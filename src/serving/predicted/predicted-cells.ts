import type { Predictions } from '../../metrics/predictions.ts';
import type { Prediction } from '../../reports/prediction.ts';
import type { LevelQuantile } from '../../study/outputs/conformal-quantiles.ts';
import { columnOfPart } from '../../study/outputs/predicted-names.ts';
import { columnsAt, partsOf } from '../../study/outputs/task-parts.ts';
import { predictionWidth } from '../../study/outputs/task-widths.ts';
import type { SingleTask, Task } from '../../study/pipeline.ts';
import { classColumns, predictedClass } from './class-cells.ts';
import { labelColumns, predictionOfLabels } from './label-cells.ts';
import type { AddedColumns, AddedToTarget, PredictedColumn } from './predicted-column.ts';
import { predictedValue, valueColumns } from './value-cells.ts';

/** The columns of predictions: `prediction` of one target, `prediction_price` of each of several, or of each label. */
export function predictedColumns(task: Task, added: AddedColumns): readonly PredictedColumn[] {
  if (task.kind === 'multilabel') return labelColumns(task, added);
  const { probabilities, quantiles } = added;
  if (task.kind !== 'joint') return singleColumns(task, { probabilities, quantile: quantiles?.[0] });
  const width = predictionWidth(task);
  return partsOf(task).flatMap((part, place) =>
    singleColumns(part.task as SingleTask, { probabilities, quantile: quantiles?.[place] }).map(
      ({ name, cell }) => ({
        name: columnOfPart(name, part.name as string),
        // One row of one target.
        cell: (predictions: Predictions, row: number) =>
          cell(columnsAt(predictions.subarray(row * width, (row + 1) * width), width, part.predictions), 0),
      }),
    ),
  );
}

function singleColumns(task: SingleTask, added: AddedToTarget): PredictedColumn[] {
  return task.kind === 'regression' ? valueColumns(task, added.quantile) : classColumns(task, added);
}

/** The prediction of one row among `predictions`, for programs. */
export function predictionOf(
  task: Task,
  predictions: Predictions,
  row: number,
  quantiles: readonly LevelQuantile[] | undefined,
): Prediction {
  if (task.kind === 'joint') {
    const width = predictionWidth(task);
    const own = predictions.subarray(row * width, (row + 1) * width);
    const parts = partsOf(task).map((part, place) => ({
      name: part.name as string,
      said: predictionOf(
        part.task,
        columnsAt(own, width, part.predictions),
        0,
        quantiles?.slice(place, place + 1),
      ),
    }));
    const probabilities = byTarget(parts, ({ probabilities }) => probabilities);
    const ownQuantiles = byTarget(parts, (said) => said.quantiles);
    const sets = byTarget(parts, ({ set }) => set);
    const intervals = byTarget(parts, ({ low, high }) =>
      low === undefined || high === undefined ? undefined : { low, high },
    );
    return {
      prediction: Object.fromEntries(parts.map(({ name, said }) => [name, said.prediction])),
      ...(ownQuantiles && { quantilesByTarget: ownQuantiles }),
      ...(probabilities && { probabilitiesByTarget: probabilities }),
      ...(intervals && { intervalsByTarget: intervals }),
      ...(sets && { setsByTarget: sets }),
    } as Prediction;
  }
  if (task.kind === 'multilabel') return predictionOfLabels(task, predictions, row, quantiles);
  const quantile = quantiles?.[0];
  return task.kind === 'regression'
    ? predictedValue(task, predictions, row, quantile)
    : predictedClass(task, predictions, row, quantile);
}

/** The values that some of the targets have, by their names; undefined where none has it. */
function byTarget<Value>(
  parts: readonly { readonly name: string; readonly said: Prediction }[],
  of: (said: Prediction) => Value | undefined,
): Readonly<Record<string, Value>> | undefined {
  const found = parts.flatMap(({ name, said }) => {
    const value = of(said);
    return value === undefined ? [] : [[name, value] as const];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
