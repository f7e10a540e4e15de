import { expect, it } from 'vitest';
import { loadBackend } from '../../src/training/backend.ts';
import { weightAverage } from '../../src/training/loop/weight-average.ts';
import { releasing } from '../../src/training/release.ts';
import { fingerprint, losses, randomTrial, run } from './example-trial.ts';

it('is the mean of the first epochs, then counts each epoch with its share; the weights themselves stay', async () => {
  const { tf } = await loadBackend('cpu');
  await releasing(tf, async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
    const put = (value: number) => model.setWeights([tf.tensor2d([[value]])]);
    const now = () => model.getWeights()[0]?.dataSync()[0] as number;
    const average = weightAverage(tf, model, 3, undefined);
    const seen = [1, 3, 5, 9, 9].map((value) => {
      put(value);
      average.enter();
      const inside = now();
      average.leave();
      expect(now()).toBe(value);
      return inside;
    });
    const expected = [1, 2, 3, 5, 5 + 4 / 3];
    for (const [epoch, value] of seen.entries()) expect(value).toBeCloseTo(expected[epoch] as number, 5);
  });
});

it.each(['cpu', 'wasm'] as const)('a trial on %s validates it, and trains on as without it', async (name) => {
  const backend = await loadBackend(name);
  const plain = await run(backend, { ...randomTrial, training: { maxEpochs: 5 } });
  const averaged = await run(backend, { ...randomTrial, training: { maxEpochs: 5, averageEpochs: 3 } });
  const trainLosses = (trial: typeof plain) => losses(trial).map(([loss]) => loss);
  expect(trainLosses(averaged)).toEqual(trainLosses(plain));
  // The average of one epoch is that epoch.
  expect(averaged.history[1]).toEqual(plain.history[1]);
  expect(averaged.history[3]).not.toEqual(plain.history[3]);
  const again = await run(backend, { ...randomTrial, training: { maxEpochs: 5, averageEpochs: 3 } });
  expect(fingerprint(again)).toBe(fingerprint(averaged));
});
