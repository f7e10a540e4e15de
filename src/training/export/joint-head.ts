import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import { partsOf } from '../../study/outputs/task-parts.ts';
import { outputWidth } from '../../study/outputs/task-widths.ts';
import type { JointTask, SingleTask } from '../../study/pipeline.ts';
import { fixedDense, scaled, sparseKernel, sumOf } from '../layers/stock-parts.ts';
import type { Tf } from '../tensorflow.ts';

/** The combined output of one target, with its last activation. */
export type PartHead = (task: SingleTask, outputs: readonly SymbolicTensor[]) => SymbolicTensor;

/** The outputs of several targets one after another, each combined by `head` from its columns of the members' outputs. */
export function jointHead(
  tf: Tf,
  task: JointTask,
  outputs: readonly SymbolicTensor[],
  head: PartHead,
): SymbolicTensor {
  const width = outputWidth(task);
  const parts = partsOf(task).map((part, place) => {
    const { offset, width: own } = part.outputs;
    const kernel = sparseKernel(
      width,
      own,
      Array.from({ length: own }, (_, at) => [offset + at, at, 1] as const),
    );
    const columns = fixedDense(tf, kernel);
    const each = outputs.map((output) => columns.apply(output) as SymbolicTensor);
    return head((task.parts[place] as { task: SingleTask }).task, each);
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
