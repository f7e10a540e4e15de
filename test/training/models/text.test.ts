import { expect, it } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import { composeNetwork } from '../../../src/training/export/network.ts';
import { knownClasses, unknownLayers } from '../../../src/training/export/topology.ts';
import { inputColumnsOf } from '../../../src/training/models/input-columns.ts';
import { text } from '../../../src/training/models/text.ts';
import { prepareModel } from '../../../src/training/prepare-model.ts';
import { releasing } from '../../../src/training/release.ts';
import { withSeededMathRandom } from '../../../src/training/seeded-math-random.ts';
import type { LayersModel, Tensor } from '../../../src/training/tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../../../src/training/training-parameters.ts';
import { onEachBackend } from '../each-backend.ts';
import { textCases, textPreprocessing, textsOf } from '../example-texts.ts';
import { atOnce, run } from '../example-trial.ts';

it('a column of token ids is known by the number of different ids', () => {
  expect(inputColumnsOf(textPreprocessing)).toEqual([
    { kind: 'numbers', width: 1 },
    { kind: 'tokens', width: 7, size: 9 },
    { kind: 'categories', width: 3 },
  ]);
});

await onEachBackend((backend) => {
  const { tf } = backend;
  const built = (config: Configuration, dataset = textsOf()): LayersModel => {
    const complete = completeConfiguration({ ...trainingParameters, ...text.parameters }, config);
    const model = atOnce(prepareModel(tf, text, complete, dataset));
    // No weight stays at the zeros or ones that it starts from, the embedding of padding included.
    model.setWeights(model.getWeights().map((each) => tf.add(each, tf.randomNormal(each.shape, 0, 0.3))));
    return model;
  };
  const logits = (model: LayersModel, x: Tensor) =>
    (model.apply(x, { training: false }) as Tensor).dataSync();
  const rows = () => {
    const { x } = textsOf(40).splits.train;
    return tf.tensor(x, [40, 11]);
  };

  it.each(textCases)('stock layers predict %s as its own layers do', (_, config) =>
    withSeededMathRandom(randomFor('stock'), () =>
      releasing(tf, async () => {
        const known = knownClasses(tf);
        const model = built(config);
        expect(unknownLayers(model, known)).toEqual([]);
        const { task, inputShape } = textsOf();
        const network = await composeNetwork(tf, [{ model, weight: 1 }], {
          task,
          inputShape,
          temperature: null,
        });
        expect(unknownLayers(network, known)).toEqual([]);
        const outputs = tf.tensor(logits(model, rows()), [40, 2]);
        const expected = tf.softmax(outputs).dataSync() as Float32Array;
        const got = (network.apply(rows()) as Tensor).dataSync() as Float32Array;
        const gap = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - (got[at] ?? 0))), 0);
        expect(gap).toBeLessThan(2e-6);
      }),
    ),
  );

  it.each(textCases.slice(0, 3))('padding has no part in %s', (_, config) =>
    withSeededMathRandom(randomFor('padding'), () =>
      releasing(tf, async () => {
        const short = textsOf();
        const [number, review, category] =
          textPreprocessing.kind === 'table' ? textPreprocessing.columns : [];
        const longer = [number, { ...review, length: 9 }, category] as never;
        const long = {
          ...short,
          inputShape: [13],
          preprocessing: { kind: 'table' as const, columns: longer },
        };
        const [one, other] = [built(config, short), built(config, long)];
        other.setWeights(one.getWeights());
        const x = rows();
        const padded = tf.concat(
          [tf.slice(x, [0, 0], [-1, 8]), tf.zeros([40, 2]), tf.slice(x, [0, 8], [-1, 3])],
          1,
        );
        const [given, longest] = [logits(one, x), logits(other, padded)];
        given.forEach((value, at) => {
          expect(longest[at]).toBeCloseTo(value, 5);
        });
      }),
    ),
  );

  it('refuses data without token ids', () =>
    releasing(tf, async () => {
      const none = { ...textsOf(), preprocessing: { kind: 'image' as const, divisor: 1 } };
      expect(() => built({}, none)).toThrow('text needs one sequence of token ids, and the inputs are [11]');
    }));

  it.each(['average', 'convolutions'])('learns which texts are good by %s', async (encoder) => {
    const { outcome } = await run(backend, {
      family: text,
      dataset: textsOf(backend.name === 'cpu' ? 120 : 300),
      config: {
        encoder,
        embedding: 8,
        filters: 8,
        kernelSizes: 1,
        units: 8,
        learningRate: 0.03,
        batchSize: 16,
      },
      training: { maxEpochs: 12, patience: 12 },
    });
    expect(outcome).toMatchObject({ state: 'complete' });
    expect((outcome as { metrics: Record<string, number> }).metrics.valAccuracy).toBeGreaterThan(0.85);
  });
});
