import { describe, expect, test } from 'vitest';
import { Arena } from '../../../src/training/replay/arena.ts';
import { fuse, type Updates } from '../../../src/training/replay/fusion/fuse.ts';
import type { Tensor, Variable } from '../../../src/training/tensorflow.ts';
import type { RecordedCall } from '../../../src/training/wasm-kernels/caller.ts';
import { fill } from '../../../src/training/wasm-kernels/elementwise/fill.ts';
import { machine, tf } from './example-training.ts';

type Loss = (x: Tensor) => Tensor;

/** The calls of a loss and its gradients, before and after they are fused, and the results of both. */
function recorded(x: Tensor, variables: readonly Variable[], loss: Loss, updates?: Updates) {
  const calls: RecordedCall[] = [];
  const arena = new Arena(machine.heap, () => calls.length);
  let gradients: number[] = [];
  machine.recorder = (call) => calls.push(call);
  arena.within(() =>
    tf.tidy(() => {
      const { grads } = tf.variableGrads(() => tf.sum(loss(x)) as never, variables as never);
      gradients = variables.map(({ name }) => machine.address(grads[name] as Tensor));
    }),
  );
  machine.recorder = undefined;
  const recordedCalls = { calls, pieces: arena.pieces, results: new Set(gradients) };
  const fused = fuse(machine, recordedCalls, gradients, updates);
  const resultsOf = (given: readonly RecordedCall[]) => {
    for (const { address, bytes } of arena.pieces) {
      machine.make(machine.callOf(fill, { to: address, count: bytes >> 2, value: Number.NaN }));
    }
    for (const { run, operands } of given) run(...operands);
    return variables.map(({ size }, index) => [...machine.floats(gradients[index] as number, size)]);
  };
  const names = fused.calls.flatMap((each) => each.calls.map(({ routine }) => routine.name));
  return {
    names,
    plain: () => resultsOf(calls),
    fused: () => resultsOf(fused.calls),
    left: fused.gradients,
    arena,
  };
}

const numbers = (...shape: number[]) => tf.randomNormal(shape, 0, 1, 'float32', 7);
const variable = (...shape: number[]) => tf.variable(numbers(...shape)) as Variable;
const rectified = (y: Tensor, bias: Variable) => tf.relu(tf.add(y, bias));
const convolved = (x: Tensor, filter: Variable) =>
  tf.conv2d(x as never, filter as never, 1, 'same') as Tensor;

describe('a recorded step', () => {
  test.each([
    ['by tiles', [2, 9, 8, 16], ['filter-panels', 'winograd']],
    [
      'of patches in two blocks',
      [2, 56, 56, 3],
      ['unfold', 'gemm', 'rectified-sum', 'unfold', 'gemm', 'rectified-sum'],
    ],
  ] as const)('adds the bias of a convolution %s and rectifies it in one pass', (_, shape, forward) => {
    const [filter, bias] = [variable(3, 3, shape[3], 16), variable(16)];
    const loss = (x: Tensor) => tf.maxPool(rectified(convolved(x, filter), bias) as never, 2, 2, 'valid');
    const { names, plain, fused, arena } = recorded(numbers(...shape), [filter, bias], loss);
    expect(names.slice(0, forward.length + 1)).toEqual([...forward, 'max-pool']);
    const image = ['fill', 'max-pool-gradient', 'rectifier-gradient'];
    expect(names.join()).toContain([...image, ...image].join());
    expect(['Step', 'Relu', 'Add', 'sum'].filter((name) => names.includes(name))).toEqual(['sum']);
    expect(fused()).toEqual(plain());
    arena.release();
  });

  test('keeps what is used elsewhere: a sum beside its rectifier, and a slope twice', () => {
    const [weights, bias] = [variable(5, 20), variable(20)];
    const loss = (x: Tensor) => {
      const sum = tf.add(tf.matMul(x as never, weights as never), bias);
      return tf.mul(tf.relu(sum), tf.mul(sum, tf.step(sum)));
    };
    const { names, plain, fused, arena } = recorded(numbers(7, 5), [weights, bias], loss);
    expect(names).toContain('Relu');
    expect(fused()).toEqual(plain());
    arena.release();
  });

  test('computes no gradient that nothing reads', () => {
    const [filter, bias] = [variable(3, 3, 3, 8), variable(8)];
    const given = { filter, strides: 1, pad: 'same', bias } as never as Parameters<typeof tf.fused.conv2d>[0];
    const loss = (x: Tensor) => tf.fused.conv2d({ ...given, x: x as never }) as Tensor;
    const { names, plain, fused, arena } = recorded(numbers(2, 9, 8, 3), [filter, bias], loss);
    expect(names).not.toContain('fold');
    expect(names.filter((name) => name === 'gemm')).toHaveLength(2);
    expect(fused()).toEqual(plain());
    arena.release();
  });

  test.each([
    [64, 1],
    [5, 3],
  ])('updates large weights by blocks of their gradient, of %i rows, in several parts', (rows, parts) => {
    const weights = variable(301, 257);
    const next = variable(257, 2);
    const loss = (x: Tensor) => tf.matMul(tf.matMul(x as never, weights as never), next as never);
    const taken = new Float32Array(weights.size);
    const updates: Updates = {
      variable: (index) => {
        const each = [weights, next][index] as Tensor & Variable;
        return [machine.address(each), each.size];
      },
      updateOf: (_, gradient, start, count) => {
        const run = () => taken.set(machine.floats(gradient, count), start);
        return { ...machine.callOf(fill, { to: gradient, count, value: 0 }), run };
      },
    };
    const { together } = machine;
    machine.together = (partsOf) => {
      for (const { run, operands } of partsOf(parts).flat()) run(...operands);
    };
    const { plain, fused, left, arena } = recorded(numbers(rows, 301), [weights, next], loss, updates);
    const [expected = []] = plain();
    fused();
    machine.together = together;
    expect(left[0]).toBeUndefined();
    expect(left[1]).toBeDefined();
    expect([...taken]).toEqual(expected);
    arena.release();
  });
});
