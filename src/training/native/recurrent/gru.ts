import type { Tensor } from '@tensorflow/tfjs-core';
import { type Cell, run } from './cell.ts';

/**
 * A GRU by TensorFlow's `GRUBlockCell`, which applies the reset gate before the product, as TensorFlow.js does. Its
 * products are that of reset and update gate, in this order, and that of the candidate.
 */
export const gru: Cell = {
  kept: 3,
  weights(tf, { kernel, recurrentKernel, bias }) {
    const parts = (columns: Tensor, axis: number) => {
      const [update, reset, candidate] = tf.split(columns, 3, axis) as [Tensor, Tensor, Tensor];
      return [tf.concat([reset, update], axis), candidate];
    };
    const sums = recurrentKernel.shape[1] as number;
    return [...parts(tf.concat([kernel, recurrentKernel]), 1), ...parts(bias ?? tf.zeros([sums]), 0)];
  },
  forward(tf, { x, state, cells }, weights) {
    const outputs = run(tf, 'GRUBlockCell', [x, state, ...weights], [], 4);
    return { state: outputs[3] as Tensor, cells, kept: outputs.slice(0, gru.kept) };
  },
  backward(tf, { x, state }, { kept, weights }, after) {
    const inputs = [x, state, ...weights, ...kept, after.state];
    const outputs = run(tf, 'GRUBlockCellGrad', inputs, [], 4) as [Tensor, Tensor, Tensor, Tensor];
    const [dx, before, ofCandidate, ofGates] = outputs;
    return { state: before, cells: after.cells, sums: [ofGates, ofCandidate], x: () => dx };
  },
  entries: (tf, states, kept) => [states, tf.mul(states, kept(0))],
  joined(tf, [gates, candidate]) {
    const [reset, update] = tf.split(gates as Tensor, 2, 1) as [Tensor, Tensor];
    return tf.concat([update, reset, candidate as Tensor], 1);
  },
};
