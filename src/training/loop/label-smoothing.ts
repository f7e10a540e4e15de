import type { Tensor } from '@tensorflow/tfjs-core';
import type { Task } from '../../data/dataset.ts';
import { partsOf } from '../../study/outputs/task-parts.ts';
import type { Tf } from '../tensorflow.ts';

/**
 * Spreads a share of each class target [rows, outputs] over all classes (Szegedy et al. 2016):
 * (1 − share) · y + share / classes. A label has two classes, 0 and 1; numbers stay as they are.
 */
export function labelSmoothing(tf: Tf, task: Task, share: number): (targets: Tensor) => Tensor {
  const columns = partsOf(task).flatMap(({ task: { kind }, outputs: { width } }) => {
    const classes = kind === 'multilabel' ? 2 : width;
    const column =
      kind === 'regression' ? { kept: 1, added: 0 } : { kept: 1 - share, added: share / classes };
    return new Array<typeof column>(width).fill(column);
  });
  const kept = columns.map((column) => column.kept);
  const added = columns.map((column) => column.added);
  return added.every((each) => each === 0) ? (targets) => targets : (y) => tf.add(tf.mul(y, kept), added);
}
