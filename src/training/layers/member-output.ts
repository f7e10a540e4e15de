import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { TaskName } from '../../study/task/task-name.ts';
import type { Tensor, Tf } from '../tensorflow.ts';
import { logMean, logSumOf } from './log-mean.ts';
import { type OwnLayer, ownLayer } from './own-layer.ts';
import { fixedDense, reshaped, scaled, sparseKernel, sumOf } from './stock-parts.ts';

export interface MemberOutputShape {
  readonly members: number;
  readonly units: number;
  readonly outputs: number;
  readonly task: TaskName | 'joint';
}

/**
 * An output layer for each member, with zeros as weights at first: [members, units] → [outputs]. In training it returns
 * the outputs of all, [members, rows, outputs], and else their combination: the mean, of logits the logarithm of the
 * mean probability, and of logarithms of counts that of the mean count.
 */
export function memberOutputLayer(tf: Tf, name: string, shape: MemberOutputShape): OwnLayer {
  const { members, units, outputs, task } = shape;
  return ownLayer(tf, name, {
    className: 'MemberOutput',
    config: { ...shape },
    weights: {
      kernel: { shape: [members, units, outputs], start: (each) => tf.zeros(each) },
      bias: { shape: [members, 1, outputs], start: (each) => tf.zeros(each) },
    },
    shape: () => [outputs],
    call(x, { kernel, bias }, isTraining) {
      const each = tf.add(tf.matMul(tf.transpose(x, [1, 0, 2]) as never, kernel as never), bias);
      if (isTraining) return each;
      if (task === 'count') return tf.sub(tf.logSumExp(each, 0), Math.log(members));
      if (task !== 'classification') return tf.mean(each, 0);
      return tf.sub(tf.logSumExp(tf.logSoftmax(each), 0), Math.log(members));
    },
    stock: (x, { kernel, bias }) => stockOutput(tf, x, shape, kernel, bias),
  });
}

function stockOutput(
  tf: Tf,
  x: SymbolicTensor,
  { members, units, outputs, task }: MemberOutputShape,
  kernel: Tensor,
  bias: Tensor,
): SymbolicTensor {
  const flat = reshaped(tf, x, members * units);
  const values = kernel.dataSync();
  const biases = bias.dataSync();
  const each = Array.from({ length: members }, (_, member) => {
    const from = member * units * outputs;
    const own = values.subarray(from, from + units * outputs);
    const entries = Array.from(own, (value, at) => {
      const input = member * units + Math.floor(at / outputs);
      return [input, at % outputs, value] as const;
    });
    const dense = fixedDense(tf, sparseKernel(members * units, outputs, entries), {
      bias: biases.subarray(member * outputs, (member + 1) * outputs),
    });
    return dense.apply(flat) as SymbolicTensor;
  });
  if (task === 'classification') {
    const share = 1 / members;
    return logMean(tf, each, new Array<number>(members).fill(share), outputs);
  }
  if (task === 'count') return scaled(tf, logSumOf(tf, each), 1, -Math.log(members));
  return scaled(tf, sumOf(tf, ...each), 1 / members);
}
