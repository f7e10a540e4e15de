import { expect, it } from 'vitest';
import type { Task } from '../../../src/data/dataset.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import { composeNetwork } from '../../../src/training/export/network.ts';
import { knownClasses, unknownLayers } from '../../../src/training/export/topology.ts';
import { inputColumnsOf } from '../../../src/training/models/input-columns.ts';
import { tabular } from '../../../src/training/models/tabular.ts';
import { prepareModel } from '../../../src/training/prepare-model.ts';
import { releasing } from '../../../src/training/release.ts';
import { withSeededMathRandom } from '../../../src/training/seeded-math-random.ts';
import type { LayersModel, Tensor } from '../../../src/training/tensorflow.ts';
import { completeConfiguration, trainingParameters } from '../../../src/training/training-parameters.ts';
import { onEachBackend } from '../each-backend.ts';
import { classesOf } from '../example-data.ts';
import { preprocessing, price, small, tableOf, tabularCases } from '../example-table.ts';
import { atOnce, run } from '../example-trial.ts';

it('the inputs of a table are known by its columns', () => {
  expect(inputColumnsOf(preprocessing)).toEqual([
    { kind: 'numbers', width: 1 },
    { kind: 'categories', width: 3 },
    { kind: 'numbers', width: 1 },
    { kind: 'flags', width: 1 },
    { kind: 'categories', width: 9 },
  ]);
  expect(inputColumnsOf({ kind: 'image', divisor: 255 })).toBeUndefined();
});

await onEachBackend((backend) => {
  const { tf } = backend;
  const built = (task: Task, config: Configuration): LayersModel => {
    const complete = completeConfiguration(
      { ...trainingParameters, ...tabular.parameters },
      { ...small, ...config },
    );
    const model = atOnce(prepareModel(tf, tabular, complete, tableOf(task)));
    // No weight stays at the zeros or ones that it starts from.
    model.setWeights(model.getWeights().map((each) => tf.add(each, tf.randomNormal(each.shape, 0, 0.3))));
    return model;
  };

  it.each(tabularCases)('stock layers predict %s as its own layers do', (_, task, config) =>
    withSeededMathRandom(randomFor('stock'), () =>
      releasing(tf, async () => {
        const known = knownClasses(tf);
        const model = built(task, config);
        expect(unknownLayers(model, known)).toEqual([]);
        const network = await composeNetwork(tf, [{ model, weight: 1 }], {
          task,
          inputShape: [15],
          temperature: null,
        });
        expect(unknownLayers(network, known)).toEqual([]);
        expect(network.toJSON(null, false)).toBeTypeOf('object');
        const x = tf.randomUniform([40, 15], -2, 2);
        const outputs = model.apply(x, { training: false }) as Tensor;
        const expected = (
          task.kind === 'regression' ? outputs : tf.softmax(outputs)
        ).dataSync() as Float32Array;
        const got = (network.apply(x) as Tensor).dataSync();
        const gap = expected.reduce((most, value, at) => Math.max(most, Math.abs(value - (got[at] ?? 0))), 0);
        expect(gap).toBeLessThan(2e-5);
      }),
    ),
  );

  it('in training, members return outputs of their own, and predictions are the mean of their probabilities', () =>
    withSeededMathRandom(randomFor('members'), () =>
      releasing(tf, async () => {
        const model = built(classesOf(3), { members: 4, dropout: 0 });
        const x = tf.randomUniform([5, 15], -2, 2);
        const each = model.apply(x, { training: true }) as Tensor;
        expect(each.shape).toEqual([4, 5, 3]);
        const mean = tf.mean(tf.softmax(each), 0).dataSync();
        const got = tf.softmax(model.apply(x, { training: false }) as Tensor).dataSync();
        mean.forEach((value, at) => {
          expect(got[at]).toBeCloseTo(value, 5);
        });
      }),
    ));

  // The cpu backend would take half a minute.
  it.skipIf(backend.name === 'cpu')('learns a table', async () => {
    const given = { family: tabular, training: { maxEpochs: 40, patience: 40 } };
    const config = { ...small, units: 16, members: 2, dropout: 0 };
    const classes = await run(backend, { ...given, dataset: tableOf(classesOf(2), 200), config });
    expect(classes.outcome).toMatchObject({ state: 'complete' });
    expect((classes.outcome as { metrics: Record<string, number> }).metrics.valAccuracy).toBeGreaterThan(0.9);
    const values = await run(backend, { ...given, dataset: tableOf(price, 200), config });
    // The target's variance is 4 · 0.7; a quarter of it is left.
    expect((values.outcome as { metrics: Record<string, number> }).metrics.valLoss).toBeLessThan(0.5);
  });
});
