import type { Tensor } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';
import { bool, type Cell, float, product, run } from './cell.ts';

const noPeephole = bool('use_peephole', false);

/**
 * An LSTM by TensorFlow's `LSTMBlockCell`. The op for its gradients returns those of the sums; those of state and input
 * are products with them.
 */
export const lstm: Cell = {
  kept: 6,
  weights(tf, { kernel, recurrentKernel, bias }) {
    const [units = 0, sums = 0] = recurrentKernel.shape;
    const all = swapped(tf, tf.concat([kernel, recurrentKernel]), 1);
    const [ofInputs, ofStates] = tf.split(all, [kernel.shape[0] as number, units]) as [Tensor, Tensor];
    return [all, bias ? swapped(tf, bias, 0) : tf.zeros([sums]), tf.zeros([units]), ofInputs, ofStates];
  },
  forward(tf, { x, state, cells }, weights) {
    const [all, bias, peephole] = weights as [Tensor, Tensor, Tensor];
    const inputs = [x, cells, state, all, peephole, peephole, peephole, bias];
    const attributes = [float('forget_bias', 0), float('cell_clip', 0), noPeephole];
    const outputs = run(tf, 'LSTMBlockCell', inputs, attributes, 7);
    return { state: outputs[6] as Tensor, cells: outputs[1] as Tensor, kept: outputs.slice(0, lstm.kept) };
  },
  backward(tf, { x, state, cells }, { kept, weights }, after) {
    const [all, bias, peephole, ofInputs, ofStates] = weights as [Tensor, Tensor, Tensor, Tensor, Tensor];
    const forward = [x, cells, state, all, peephole, peephole, peephole, bias, ...kept];
    const inputs = [...forward, after.cells, after.state];
    const [before, sums] = run(tf, 'LSTMBlockCellGrad', inputs, [noPeephole], 5) as [Tensor, Tensor];
    const of = (part: Tensor) => product(tf, [sums, part], { transposeB: true });
    return { state: of(ofStates), cells: before, sums: [sums], x: () => of(ofInputs) };
  },
  entries: (_tf, states) => [states],
  joined: (tf, [gradients]) => swapped(tf, gradients as Tensor, 1),
};

/** TensorFlow.js orders columns by input, forget, candidate and output gate; the op has the middle two the other way. */
function swapped(tf: Tf, columns: Tensor, axis: number): Tensor {
  const [input, second, third, output] = tf.split(columns, 4, axis) as [Tensor, Tensor, Tensor, Tensor];
  return tf.concat([input, third, second, output], axis);
}
