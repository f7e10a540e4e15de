import type { Dataset, Task } from '../../data/dataset.ts';
import type { DistillationSettings } from '../../study/distillation.ts';
import { columnsAt, joinColumns, partsOf } from '../../study/outputs/task-parts.ts';
import { outputWidth } from '../../study/outputs/task-widths.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import type { Loss } from './batch-loss.ts';
import { jointLoss } from './joint-loss.ts';
import { meanSquaredError, softmaxCrossEntropy } from './loss.ts';
import { sigmoidCrossEntropy } from './sigmoid-cross-entropy.ts';

/** The teacher from which a student learns in addition to the labels. */
export interface Distillation extends DistillationSettings {
  /** Teacher outputs for the training rows, [rows, outputs]: logits (up to a constant per row) or scaled values. */
  readonly teacher: Float32Array;
}

/** The reason why a module with its own loss cannot train students. */
export const lossWithoutTeacher =
  'its own loss uses labels only, so a student cannot learn from a teacher with it';

/**
 * Distillation (Hinton, Vinyals & Dean 2015): (1 − m) · CE(labels, softmax(z)) + m · T² · CE(soft, softmax(z / T)). The
 * factor T² keeps both gradients at the same scale for every T. A regression mixes the two squared errors, and several
 * targets each learn in the way of their task.
 */
export function distillationLoss(tf: Tf, task: Task, settings: DistillationSettings): Loss {
  const { temperature, mixture } = settings;
  if (task.kind === 'joint') return jointLoss(tf, task, (own) => distillationLoss(tf, own, settings));
  if (task.kind === 'regression') {
    const error = meanSquaredError(tf);
    return (outputs, targets, { soft, weights } = {}) =>
      tf.add(
        tf.mul(error(outputs, targets, { weights }), 1 - mixture),
        tf.mul(error(outputs, given(soft), { weights }), mixture),
      );
  }
  const entropy = task.kind === 'multilabel' ? sigmoidCrossEntropy(tf) : softmaxCrossEntropy(tf);
  return (outputs, targets, { soft, weights } = {}) =>
    tf.add(
      tf.mul(entropy(outputs, targets, { weights }), 1 - mixture),
      tf.mul(entropy(tf.mul(outputs, 1 / temperature), given(soft), { weights }), mixture * temperature ** 2),
    );
}

function given(soft: Tensor | undefined): Tensor {
  if (soft === undefined) throw new Error('a student without a teacher');
  return soft;
}

/** The factor by which an untrained model's distillation loss may exceed its loss on the labels alone. */
export function distillationScale(task: Task, { temperature, mixture }: DistillationSettings): number {
  return task.kind === 'regression' ? 1 : 1 - mixture + mixture * temperature ** 2;
}

/** Adds soft targets for the training rows to the data: softmax(logits / T), or the teacher's values. */
export function withSoftTargets(dataset: Dataset, { teacher, temperature }: Distillation): Dataset {
  const { task, splits } = dataset;
  const soft = softTargets(task, teacher, temperature);
  return { ...dataset, splits: { ...splits, train: { ...splits.train, soft } } };
}

function softTargets(task: Task, teacher: Float32Array, temperature: number): Float32Array {
  switch (task.kind) {
    case 'regression':
      return teacher;
    case 'classification':
      return soften(teacher, task.classes.length, temperature);
    case 'multilabel':
      return teacher.map((logit) => 1 / (1 + Math.exp(-logit / temperature)));
    case 'joint': {
      const width = outputWidth(task);
      const parts = partsOf(task).map(({ task: own, outputs: span }) => ({
        span,
        values: softTargets(own, columnsAt(teacher, width, span), temperature),
      }));
      return Float32Array.from(joinColumns(parts, width, teacher.length / width));
    }
  }
}

/** softmax(logits / temperature) of each row of [rows, classes]. */
export function soften(logits: Float32Array, classes: number, temperature: number): Float32Array {
  const soft = new Float32Array(logits.length);
  for (let start = 0; start < logits.length; start += classes) {
    const largest = logits.subarray(start, start + classes).reduce((one, other) => Math.max(one, other));
    const powers = Array.from({ length: classes }, (_, c) =>
      Math.exp(((logits[start + c] as number) - largest) / temperature),
    );
    const sum = powers.reduce((total, power) => total + power, 0);
    for (let c = 0; c < classes; c++) soft[start + c] = (powers[c] as number) / sum;
  }
  return soft;
}
