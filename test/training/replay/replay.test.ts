import { describe, expect, test } from 'vitest';
import type { Tensor } from '../../../src/training/tensorflow.ts';
import { computed, customLayer, type Example, familyOfLayers, points, replayed } from './example-models.ts';
import { machine, sizes, steps, type Trained, tf, train, type Way } from './example-training.ts';

const both = [...replayed, ...computed];

const trainings = new Map<Example, Map<Way, Promise<Trained>>>();

/** Each example is trained once in each way, and all that is asked of it is asked of that training. */
function trained(example: Example, way: Way): Promise<Trained> {
  const ways = trainings.get(example) ?? new Map<Way, Promise<Trained>>();
  trainings.set(example, ways);
  const training = ways.get(way) ?? train(example, way);
  ways.set(way, training);
  return training;
}

describe('a recorded step', () => {
  test.each(both)('of $title has the losses of the plain one, bit for bit', async (example) => {
    const [ours, plain] = [await trained(example, 'replayed'), await trained(example, 'computed')];
    expect(ours.losses).toEqual(plain.losses);
    expect(ours.weights).toEqual(plain.weights);
    expect(ours.losses.every(Number.isFinite)).toBe(true);
    expect(new Set(ours.losses).size).toBe(steps);
  });

  test.each(both)('of $title draws what the plain one draws', async (example) => {
    expect((await trained(example, 'replayed')).drawn).toEqual((await trained(example, 'computed')).drawn);
  });

  test.each(replayed)('of $title applies the model twice for each size of a batch', async (example) => {
    expect((await trained(example, 'replayed')).applications).toBe(2 * sizes);
    expect((await trained(example, 'computed')).applications).toBe(steps);
  });

  test.each(computed)('of $title is given up, and every step computed', async (example) => {
    expect((await trained(example, 'replayed')).applications).toBe(sizes + steps);
  });

  test('finds what a layer set up in the first step', async () => {
    const family = familyOfLayers((_, inputShape) => {
      let shift: number | undefined;
      const call = (input: Tensor) => {
        shift ??= tf.mean(input).dataSync()[0] as number;
        return tf.sub(input, shift);
      };
      return [customLayer(tf, inputShape, call)];
    });
    const example = { title: 'shifted', dataset: points, family };
    const [ours, { losses, weights }] = [await train(example, 'replayed'), await train(example, 'computed')];
    expect(ours).toMatchObject({ losses, weights, applications: 2 * sizes });
  });

  test('is given up when a tensor outlives it, which is its owner’s', async () => {
    const attempt = async (way: Way) => {
      let kept: Tensor = tf.scalar(0);
      const call = (input: Tensor) => {
        kept.dispose();
        kept = tf.keep(tf.mean(input));
        return tf.mul(input, 2);
      };
      const family = familyOfLayers((_, inputShape) => [customLayer(tf, inputShape, call)]);
      const { losses, applications } = await train({ title: 'keeping', dataset: points, family }, way);
      const mean = kept.dataSync()[0];
      kept.dispose();
      return { losses, mean, applications };
    };
    const [ours, plain] = [await attempt('replayed'), await attempt('computed')];
    expect(ours).toEqual({ ...plain, applications: sizes + steps });
  });

  test('is given up for a kernel that was registered after ours', async () => {
    const kernelName = 'HpsearchTestTwice';
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc: ({ inputs }) => {
        const x = inputs.x as Tensor;
        // Round every method that is watched: only the kernel itself can be noticed.
        const values = machine.floats(machine.address(x), (x.shape[0] as number) * 2);
        const y = machine.output(x.shape);
        machine.floats(machine.address(y), values.length).set(values.map((value) => 2 * value));
        return y;
      },
    });
    tf.registerGradient({ kernelName, gradFunc: (dy) => ({ x: () => tf.mul(dy as Tensor, 2) }) });
    const call = (x: Tensor) => tf.engine().runKernel(kernelName, { x }) as Tensor;
    const family = familyOfLayers((_, inputShape) => [customLayer(tf, inputShape, call)]);
    try {
      const { applications } = await train({ title: 'twice', dataset: points, family }, 'replayed');
      expect(applications).toBe(sizes + steps);
    } finally {
      tf.unregisterKernel(kernelName, 'wasm');
      tf.unregisterGradient(kernelName);
    }
  });
});

test.each(both)('steps of $title on the heap are those of tensor operations', async (example) => {
  const [ours, plain] = [await trained(example, 'replayed'), await trained(example, 'by tensor operations')];
  expect(largestDifference(ours.losses, plain.losses)).toBeLessThan(1e-5);
  expect(largestDifference(ours.weights.flat(), plain.weights.flat())).toBeLessThan(1e-5);
  expect(ours.drawn).toEqual(plain.drawn);
});

/** Relative above one. */
function largestDifference(ours: readonly number[], theirs: readonly number[]): number {
  expect(ours).toHaveLength(theirs.length);
  return ours.reduce((largest, value, index) => {
    const other = theirs[index] as number;
    return Math.max(largest, Math.abs(value - other) / Math.max(1, Math.abs(other)));
  }, 0);
}
