import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { loadBackend } from '../../src/training/backend.ts';

const { tf } = await loadBackend('cpu');
const require = createRequire(import.meta.url);
const folder = join(dirname(require.resolve('@tensorflow/tfjs-core')), 'public/chained_ops');
const methods = readdirSync(folder)
  .filter((file) => file.endsWith('.js'))
  .flatMap((file) => /prototype\.(\w+) =/.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? []);

test('tensors have each method that @tensorflow/tfjs gives them', () => {
  expect(methods.length).toBeGreaterThan(130);
  const prototype = tf.Tensor.prototype as unknown as Record<string, unknown>;
  expect(methods.filter((name) => typeof prototype[name] !== 'function')).toEqual([]);
});

test('a method takes the tensor as the first argument of its operation', () => {
  const x = tf.tensor1d([1, -4, 9]);
  const numbers = (tensor: { arraySync(): unknown }) => tensor.arraySync();
  expect(numbers(x.abs().sqrt().add(1))).toEqual([2, 3, 4]);
  expect(numbers(x.sub(tf.scalar(1)).sum())).toBe(3);
  expect(numbers(x.reshape([3, 1]).transpose())).toEqual([[1, -4, 9]]);
  expect(numbers(x.as2D(3, 1).flatten().toInt())).toEqual([1, -4, 9]);
  expect(numbers(x.concat(tf.tensor1d([2])))).toEqual([1, -4, 9, 2]);
  expect(numbers(x.stack([x, x], 1).max(1))).toEqual([1, -4, 9]);
  expect(numbers(x.where(x.greater(0), tf.zerosLike(x)))).toEqual([1, 0, 9]);
  expect(numbers(tf.scalar(1).asScalar().asType('bool').toFloat())).toBe(1);
  expect(() => x.asScalar()).toThrow('The array must have only 1 element.');
  x.dispose();
  expect(() => x.abs()).toThrow('Tensor is disposed.');
});

test('gradients and layers need no more than the core and the layers', () => {
  expect(
    tf
      .grad((x) => x.square().sum())(tf.tensor1d([3]))
      .arraySync(),
  ).toEqual([6]);
  expect(tf.sequential({ layers: [tf.layers.dense({ units: 2, inputShape: [3] })] }).countParams()).toBe(8);
  expect(tf.version.tfjs).toBe('4.22.0');
});

test('a module that imports @tensorflow/tfjs itself shares the tensors and the layers', async () => {
  const theirs = await import('@tensorflow/tfjs');
  expect(theirs.Tensor).toBe(tf.Tensor);
  expect(theirs.LayersModel).toBe(tf.LayersModel);
  expect(theirs.engine()).toBe(tf.engine());
  const missing = Object.keys(theirs).filter((name) => name !== 'default' && !(name in tf));
  const ofOtherParts =
    /GraphModel|WebGL|webgl|gpgpu|GPGPU|converter|registerOp|_cpu|MathBackendCPU|shared|data|HalfFloat/;
  expect(missing.filter((name) => !ofOtherParts.test(name) && name !== 'deregisterOp')).toEqual([]);
});
