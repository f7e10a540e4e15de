import type { Tensor } from '@tensorflow/tfjs-core';
import { type PlacedPart, partsOf } from '../../study/outputs/task-parts.ts';
import type { JointTask } from '../../study/pipeline.ts';
import type { Tf } from '../tensorflow.ts';
import type { Loss } from './batch-loss.ts';

/** The weighted mean of the losses of several targets, whose outputs and targets stand one after another in a row. */
export function jointLoss(tf: Tf, task: JointTask, lossOf: (task: PlacedPart['task']) => Loss): Loss {
  const parts = partsOf(task).map(({ task: own, weight, outputs }) => ({
    ...{ weight, width: outputs.width },
    loss: lossOf(own),
  }));
  const widths = parts.map(({ width }) => width);
  const divided = (tensor: Tensor) => tf.split(tensor, widths, tensor.rank - 1) as Tensor[];
  return (outputs, targets, { soft, weights } = {}) => {
    const given = divided(outputs);
    const wanted = divided(targets);
    const taught = soft && divided(soft);
    const terms = parts.map(({ weight, loss }, at) => {
      const further = { weights, ...(taught && { soft: taught[at] }) };
      const own = loss(given[at] as Tensor, wanted[at] as Tensor, further);
      return tf.mul(own, weight) as Tensor;
    });
    return terms.reduce((sum, term) => tf.add(sum, term) as Tensor);
  };
}
