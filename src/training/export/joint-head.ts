import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { partsOf } from '../../study/outputs/task-parts.ts';
import { outputWidth } from '../../study/outputs/task-widths.ts';
import type { JointTask, Task } from '../../study/pipeline.ts';
import { selectionKernel } from '../layers/input-layers.ts';
import { fixedDense, scaled, sumOf } from '../layers/stock-parts.ts';
import type { Tf } from '../tensorflow.ts';

/** The combined output of one target, with its last activation. */
export type PartHead = (task: Task, outputs: readonly SymbolicTensor[]) => SymbolicTensor;

/** The outputs of several targets one after another, each combined by `head` from its columns of the members' outputs. */
export function jointHead(
  tf: Tf,
  task: JointTask,
  outputs: readonly SymbolicTensor[],
  head: PartHead,
): SymbolicTensor {
  const width = outputWidth(task);
  const parts = partsOf(task).map(({ task: own, outputs: { offset, width: length } }) => {
    const places = Array.from({ length }, (_, at) => offset + at);
    const columns = fixedDense(tf, selectionKernel(width, places));
    const each = outputs.map((output) => columns.apply(output) as SymbolicTensor);
    return head(own, each);
  });
  return tf.layers.concatenate().apply(parts) as SymbolicTensor;
}

/** The weighted mean of the members' probabilities of labels. */
export function labelHead(
  tf: Tf,
  outputs: readonly SymbolicTensor[],
  weights: readonly number[],
): SymbolicTensor {
  const each = outputs.map(
    (output) => tf.layers.activation({ activation: 'sigmoid' }).apply(output) as SymbolicTensor,
  );
  const [only] = each;
  if (only !== undefined && each.length === 1) return only;
  return sumOf(
    tf,
    ...each.map((probabilities, member) => scaled(tf, probabilities, weights[member] as number)),
  );
}
