import { describe, expect, test } from 'vitest';
import {
  type InitialWeights,
  initialLayers,
  takeInitialWeights,
} from '../../src/training/initial-weights.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import { releasing } from '../../src/training/release.ts';
import type { LayersModel, Tf } from '../../src/training/tensorflow.ts';
import { onEachBackend } from './each-backend.ts';
import { separableBlobs } from './example-data.ts';
import { completed, run, withRestored } from './example-trial.ts';

/** Two hidden layers, nobody's name on them, and averages that no step trains. */
function unnamed(tf: Tf, units: number, outputs = 2): LayersModel {
  return tf.sequential({
    layers: [
      tf.layers.dense({ units: 5, inputShape: [3] }),
      tf.layers.batchNormalization(),
      tf.layers.dense({ units, activation: 'relu' }),
      tf.layers.dense({ units: outputs, name: 'head' }),
    ],
  });
}

const plain = (length: number) => new Float32Array(length);
const valuesOf = (model: LayersModel) => initialLayers(model, plain);

await onEachBackend(({ tf, ...backend }) => {
  describe('initial weights', () => {
    const take = (source: LayersModel, target: LayersModel, freeze: InitialWeights['freeze'] = []) =>
      takeInitialWeights(tf, target, { layers: valuesOf(source), freeze });

    test('are taken over to the last bit where name and shapes agree, and nowhere else', () =>
      releasing(tf, async () => {
        const [source, target] = [unnamed(tf, 4), unnamed(tf, 6)];
        source.setWeights(source.getWeights().map(({ shape }) => tf.randomNormal(shape)));
        const before = valuesOf(target);
        const { taken, fresh, count } = take(source, target);
        // dense2 has other units, and so the head has other inputs.
        expect([taken, fresh]).toEqual([
          ['dense1', 'batchnormalization1'],
          ['dense2', 'head'],
        ]);
        expect(count).toBe(3 * 5 + 5 + 4 * 5);
        const after = valuesOf(target);
        expect(after.slice(0, 2)).toEqual(valuesOf(source).slice(0, 2));
        expect(after.slice(2)).toEqual(before.slice(2));
      }));

    test('freeze named layers, or the first ones, of those that took something', () =>
      releasing(tf, async () => {
        const source = unnamed(tf, 4);
        const frozen = (freeze: InitialWeights['freeze']) => take(source, unnamed(tf, 6), freeze).frozen;
        expect(frozen(['dense1', 'dense2', 'nothing'])).toEqual(['dense1']);
        expect(frozen(3)).toEqual(['dense1', 'batchnormalization1']);
        expect(frozen(0)).toEqual([]);
      }));

    test('that would freeze all there is are refused', () =>
      releasing(tf, async () => {
        const [source, target] = [unnamed(tf, 4), unnamed(tf, 4)];
        expect(() => take(source, target, 4)).toThrow('initFrom.freeze: must leave a layer that learns');
      }));
  });

  test('a trial keeps what is frozen, trains the rest, and begins where its source was', async () => {
    const given = { family: mlp, dataset: separableBlobs(), config: { units: 4, learningRate: 0.05 } };
    const whole = { ...backend, tf };
    const source = await run(whole, given);
    let layers: InitialWeights['layers'] = [];
    await withRestored(whole, given, source, (model) => {
      layers = initialLayers(model, plain);
    });
    const second = { ...given, trial: 1, initial: { layers, freeze: ['dense1'] } };
    const trained = await run(whole, second);
    expect(trained.history[0]?.metrics.valLoss).toBe(completed(source).outcome.metrics.valLoss);
    await withRestored(whole, given, trained, (model) => {
      const [first, middle, output] = initialLayers(model, plain);
      expect(first).toEqual(layers[0]);
      expect(middle).not.toEqual(layers[1]);
      expect(output).not.toEqual(layers[2]);
    });
  });
});
