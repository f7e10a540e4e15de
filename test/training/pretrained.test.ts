import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moduleDigest } from '../../src/modules/module-digest.ts';
import { encodeLayersModel } from '../../src/training/export/artifacts.ts';
import { buildLearner } from '../../src/training/loop/build-learner.ts';
import type { Learner } from '../../src/training/loop/learner.ts';
import { pretrainedLoader } from '../../src/training/pretrained/load-pretrained.ts';
import { releasing } from '../../src/training/release.ts';
import { onEachBackend } from './each-backend.ts';
import { separableBlobs } from './example-data.ts';
import { familyOf, trialInput } from './example-trial.ts';

const folder = mkdtempSync(join(tmpdir(), 'hpsearch-'));
const modulePath = join(folder, 'model.mjs');
afterAll(() => rmSync(folder, { recursive: true }));

await onEachBackend(({ tf, ...backend }) => {
  describe('a pretrained model', () => {
    beforeAll(async () => {
      mkdirSync(join(folder, 'base'), { recursive: true });
      writeFileSync(modulePath, "import './names.mjs';\n");
      writeFileSync(
        join(folder, 'names.mjs'),
        "export const base = './base/model.json', none = './none.json';\n",
      );
      writeFileSync(join(folder, 'unnamed.json'), '{}');
      await releasing(tf, async () => {
        const dense = tf.layers.dense({
          units: 3,
          inputShape: [2],
          kernelInitializer: 'ones',
          name: 'known',
        });
        const { modelJson, weights } = await encodeLayersModel(
          tf,
          tf.sequential({ layers: [dense] }),
          'w.bin',
        );
        writeFileSync(join(folder, 'base/model.json'), JSON.stringify(modelJson));
        writeFileSync(join(folder, 'base/w.bin'), weights);
      });
    });

    test('is loaded from its files, relative to the module', () =>
      releasing(tf, async () => {
        const model = await pretrainedLoader(modulePath)(tf)('base/model.json');
        const predicted = model.predict(tf.tensor2d([[1, 2]])) as ReturnType<typeof tf.tensor>;
        expect([...predicted.dataSync()]).toEqual([3, 3, 3]);
      }));

    test.each([
      ['./none.json', "loadModel('./none.json'): there is no such file"],
      ['unnamed.json', "loadModel('unnamed.json'): must be the model.json of a TensorFlow.js model"],
    ])('is refused: %s', async (path, message) => {
      await expect(pretrainedLoader(modulePath)(tf)(path)).rejects.toThrow(message);
    });

    test('must be named by the module', async () => {
      const other = join(folder, 'other.mjs');
      writeFileSync(other, "export const name = 'base' + '/model.json';\n");
      await expect(pretrainedLoader(other)(tf)('base/model.json')).rejects.toThrow(
        'the path must be written in the module as a string',
      );
    });

    test('is part of the module’s digest, with its weights', () => {
      const before = moduleDigest('model.mjs', folder);
      writeFileSync(join(folder, 'base/w.bin'), new Uint8Array(36));
      expect(moduleDigest('model.mjs', folder)).not.toBe(before);
    });

    test('keeps the averages of a frozen batch normalisation in training', () =>
      releasing(tf, async () => {
        const family = familyOf(async ({ data }) => {
          const frozen = tf.layers.batchNormalization({ inputShape: [2], trainable: false, name: 'frozen' });
          const free = tf.layers.batchNormalization({ name: 'free' });
          return tf.sequential({ layers: [frozen, free, tf.layers.dense({ units: data.outputs })] });
        });
        const input = trialInput({ tf, ...backend }, { family, dataset: separableBlobs() });
        const learner: Learner = await buildLearner(input);
        const averages = (name: string) => [
          ...(learner.model.getLayer(name).getWeights()[2]?.dataSync() ?? []),
        ];
        for (let step = 0; step < 4; step++) learner.step(Int32Array.of(0, 1, 2, 3, 4));
        expect(averages('frozen')).toEqual([0, 0]);
        expect(averages('free')).not.toEqual([0, 0]);
        learner.release();
      }));
  });
});
