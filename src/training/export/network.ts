import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Task } from '../../data/dataset.ts';
import { partsOf } from '../../study/outputs/task-parts.ts';
import { logMean } from '../layers/log-mean.ts';
import { scaled, sumOf } from '../layers/stock-parts.ts';
import type { LayersModel, Tf } from '../tensorflow.ts';
import { jointHead, labelHead } from './joint-head.ts';
import { copyModel } from './topology.ts';

/** A trained model that ends in logits or scaled values, with its weight in the ensemble. */
export interface NetworkMember {
  readonly model: LayersModel;
  readonly weight: number;
}

export interface Combination {
  readonly task: Task;
  readonly inputShape: readonly number[];
  /** Null if no temperature is applied. */
  readonly temperature: number | null;
}

/**
 * Composes one model of stock layers that predicts like the ensemble of its members: [rows, ...inputShape] →
 * [rows, classes] probabilities, equal to `combine` of the members', or scaled values, which 32 bits can hold:
 * [rows, outputs] their weighted mean, or [rows, members × outputs] if their values have another mean
 * (`memberWeightsOf`). Those of several targets stand one after another.
 */
export async function composeNetwork(
  tf: Tf,
  members: readonly NetworkMember[],
  combination: Combination,
): Promise<LayersModel> {
  const { inputShape, task } = combination;
  const [only] = members;
  if (members.length === 1 && only !== undefined) {
    const { inputs, outputs } = await copyModel(tf, only.model, '');
    const head = headOf(tf, outputs, [1], combination);
    return tf.model({ inputs, outputs: named(tf, head, task), name: 'hpsearch' });
  }
  const inputs = tf.input({ shape: [...inputShape], name: 'input' });
  const outputs: SymbolicTensor[] = [];
  for (const [index, { model }] of members.entries()) {
    const copy = await copyModel(tf, model, `member${index + 1}_`);
    outputs.push(copy.apply(inputs) as SymbolicTensor);
  }
  const weights = members.map(({ weight }) => weight);
  const head = headOf(tf, outputs, weights, combination);
  return tf.model({ inputs, outputs: named(tf, head, task), name: 'hpsearch' });
}

/** The weights that the composed model leaves to its reader; undefined when it has applied them. */
export function memberWeightsOf(task: Task, weights: readonly number[]): readonly number[] | undefined {
  // The mean of counts is not that of their logarithms, and quantiles are sorted first.
  const isApart = partsOf(task).some(
    ({ task: own }) =>
      own.kind === 'regression' && (own.transform !== undefined || own.count || own.quantiles !== undefined),
  );
  return isApart && weights.length > 1 ? weights : undefined;
}

/** The combined logits before the softmax, or the scaled values. */
function headOf(
  tf: Tf,
  outputs: readonly SymbolicTensor[],
  weights: readonly number[],
  { task, temperature }: Pick<Combination, 'task' | 'temperature'>,
): SymbolicTensor {
  const [first] = outputs;
  if (first === undefined) throw new Error('a network needs at least one member');
  if (task.kind === 'multilabel') return labelHead(tf, outputs, weights);
  if (task.kind === 'joint') {
    return jointHead(tf, task, outputs, (part, each) => {
      const head = headOf(tf, each, weights, { task: part, temperature });
      return activated(tf, head, part);
    });
  }
  if (task.kind === 'regression') {
    if (outputs.length === 1) return first;
    if (memberWeightsOf(task, weights)) return tf.layers.concatenate().apply([...outputs]) as SymbolicTensor;
    return sumOf(tf, ...outputs.map((each, member) => scaled(tf, each, weights[member] as number)));
  }
  const logits = outputs.length === 1 ? first : logMean(tf, outputs, weights, task.classes.length);
  return temperature === null || temperature === 1 ? logits : scaled(tf, logits, 1 / temperature);
}

/** Adds the last layer, whose name describes the output. */
function named(tf: Tf, head: SymbolicTensor, task: Task): SymbolicTensor {
  return activated(tf, head, task, lastNames[task.kind]);
}

const lastNames = {
  classification: 'hpsearch_probabilities',
  multilabel: 'hpsearch_probabilities',
  regression: 'hpsearch_scaled',
  joint: 'hpsearch_parts',
} as const;

/** Logits become probabilities; the head of labels and of several targets has its activations already. */
function activated(tf: Tf, head: SymbolicTensor, { kind }: Task, name?: string): SymbolicTensor {
  const activation = kind === 'classification' ? 'softmax' : 'linear';
  return tf.layers
    .activation({ activation, ...(name !== undefined && { name }) })
    .apply(head) as SymbolicTensor;
}
