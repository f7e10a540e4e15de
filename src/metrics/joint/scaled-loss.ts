import { scaledTarget } from '../../study/outputs/target-scale.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import { actualValues, logProbability, type Predictions } from '../predictions.ts';
import { poissonDeviance } from '../regression/poisson-deviance.ts';
import { quantileLoss } from '../regression/quantile-loss.ts';

/**
 * [rows] the loss of one target on the scale that it is trained on: nats, squared deviations of the target, the Poisson
 * deviance of a count, or the pinball loss of quantiles in deviations of the target.
 */
export function scaledLoss(task: SingleTask, predictions: Predictions, y: Float32Array): Float64Array {
  if (task.kind === 'classification') {
    const { length } = task.classes;
    return Float64Array.from(y, (label, row) => -logProbability(predictions[row * length + label] as number));
  }
  if (task.count)
    return poissonDeviance.perExample({ actual: actualValues(task, y), predicted: predictions });
  const values = predictions.map((value) => scaledTarget(value, task));
  if (task.quantiles === undefined) {
    return Float64Array.from(y, (target, row) => ((values[row] as number) - target) ** 2);
  }
  const quantiles = { levels: task.quantiles, values };
  return quantileLoss.perExample({ actual: Float64Array.from(y), predicted: values, quantiles });
}
