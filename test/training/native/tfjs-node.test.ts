import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { loadBackend } from '../../../src/training/backend.ts';
import { nativeFolder } from '../../../src/training/native/installation.ts';
import { findTfjsNode, loadTfjsNode, seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';
import { loadTensorflow } from '../../../src/training/tensorflow.ts';

const home = mkdtempSync(join(tmpdir(), 'hpsearch-'));
afterAll(() => rmSync(home, { recursive: true }));
afterEach(() => vi.unstubAllEnvs());

const isBeside = (() => {
  try {
    return createRequire(import.meta.url).resolve('@tensorflow/tfjs-node/package.json') !== '';
  } catch {
    return false;
  }
})();

/** Makes HPSEARCH_HOME hold a tfjs-node that is nothing but these files. */
function install(files: Readonly<Record<string, string>>): string {
  vi.stubEnv('HPSEARCH_HOME', home);
  const folder = nativeFolder();
  rmSync(folder, { recursive: true, force: true });
  const packageFolder = join(folder, 'node_modules/@tensorflow/tfjs-node');
  mkdirSync(join(packageFolder, 'lib/napi-v8'), { recursive: true });
  writeFileSync(join(folder, 'installation.json'), '{}');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(packageFolder, name), text);
  return packageFolder;
}

describe.skipIf(isBeside)('findTfjsNode, where npm has installed none', () => {
  test('says how to install one when there is none', () => {
    vi.stubEnv('HPSEARCH_HOME', join(home, 'empty'));
    expect(seekTfjsNode()).toBeUndefined();
    expect(findTfjsNode).toThrow(/^it is not installed; installBackend\(\) installs it$/);
  });

  test('takes the one in HPSEARCH_HOME that has a binding', () => {
    const folder = install({ 'package.json': '{"version":"4.22.0"}', 'lib/napi-v8/tfjs_binding.node': '' });
    expect(findTfjsNode()).toMatchObject({ folder, version: '4.22.0' });
  });

  test.each([
    ['without a binding', { 'package.json': '{"version":"4.22.0"}' }, /has no binding; installBackend\(\)/],
    [
      'of another version',
      { 'package.json': '{"version":"4.20.0"}', 'lib/napi-v8/tfjs_binding.node': '' },
      /is 4\.20\.0, and TensorFlow\.js 4\.22\.0; installBackend\(\)/,
    ],
  ])('refuses one %s before it is loaded', (_, files, reason) => {
    install(files);
    expect(seekTfjsNode()).toBeUndefined();
    expect(findTfjsNode).toThrow(reason);
  });
});

test.skipIf(isBeside)('tfjs-node is lent the operations and layers of hpsearch while it loads', () => {
  const folder = install({
    'package.json': '{"version":"4.22.0","main":"index.js"}',
    'lib/napi-v8/tfjs_binding.node': '',
    'index.js': "exports.found = ['tfjs', 'tfjs-core'].map((name) => require('@tensorflow/' + name));",
  });
  for (const name of ['tfjs', 'tfjs-core']) {
    mkdirSync(join(folder, '..', name), { recursive: true });
    writeFileSync(join(folder, '..', name, 'index.js'), "throw new Error('a stand-in');");
  }
  const tfjsNode = findTfjsNode();
  loadTfjsNode(tfjsNode);
  const { found } = tfjsNode.require('@tensorflow/tfjs-node') as { found: unknown[] };
  const tf = loadTensorflow();
  expect(found[0]).toBe(tf);
  expect(found[1]).toMatchObject({ Tensor: tf.Tensor, engine: tf.engine });
  expect(() => tfjsNode.require('@tensorflow/tfjs')).toThrow('a stand-in');
});

describe.skipIf(seekTfjsNode() === undefined)('native TensorFlow', () => {
  test('computes for the TensorFlow.js that hpsearch uses, the only instance there is', async () => {
    const { tf, versions } = await loadBackend('native');
    expect(tf.getBackend()).toBe('tensorflow');
    const exported = findTfjsNode().require('@tensorflow/tfjs-node') as typeof tf;
    expect(exported.Tensor).toBe(tf.Tensor);
    expect(exported.engine()).toBe(tf.engine());
    expect(versions['@tensorflow/tfjs-node']).toBe(versions['@tensorflow/tfjs']);
    expect(versions.tensorflow).toMatch(/^2\.\d+\.\d+/);
  });

  test('computes a product, a gradient and a choice of the largest', async () => {
    const { tf } = await loadBackend('native');
    const numbers = tf.tidy(() => {
      const x = tf.tensor2d([
        [1, 2],
        [3, 4],
      ]);
      // d sum(x·x) / dx = 1·xᵀ + xᵀ·1.
      const gradient = tf.grad((each) => tf.matMul(each as typeof x, each as typeof x).sum())(x);
      const { values, indices } = tf.topk(tf.tensor1d([1, 3, 2]), 2);
      return [gradient, values, indices].map((each) => [...each.dataSync()]);
    });
    expect(numbers).toEqual([
      [7, 11, 9, 13],
      [3, 2],
      [1, 2],
    ]);
  });

  test('takes its turn with wasm, and comes back', async () => {
    const names: string[] = [];
    for (const name of ['native', 'wasm', 'native'] as const)
      names.push((await loadBackend(name)).tf.getBackend());
    expect(names).toEqual(['tensorflow', 'wasm', 'tensorflow']);
  });
});
