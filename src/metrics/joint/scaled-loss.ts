import { scaledTarget } from '../../study/outputs/target-scale.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import { logProbability, type Predictions } from '../predictions.ts';

/** [rows] the loss of one target on the scale that it is trained on: nats, or squared deviations of the target. */
export function scaledLoss(task: SingleTask, predictions: Predictions, y: Float32Array): Float64Array {
  if (task.kind === 'classification') {
    const { length } = task.classes;
    return Float64Array.from(y, (label, row) => -logProbability(predictions[row * length + label] as number));
  }
  return Float64Array.from(
    y,
    (target, row) => (scaledTarget(predictions[row] as number, task) - target) ** 2,
  );
}
