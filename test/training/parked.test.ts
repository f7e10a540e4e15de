import { describe, expect, test } from 'vitest';
import type { Configuration } from '../../src/study/search-space.ts';
import type { Backend } from '../../src/training/backend.ts';
import type { TrainedTrial } from '../../src/training/loop/train.ts';
import { mlp } from '../../src/training/models/mlp.ts';
import { tabular } from '../../src/training/models/tabular.ts';
import { onEachBackend } from './each-backend.ts';
import { linearTarget, separableBlobs } from './example-data.ts';
import { price, small, tableOf } from './example-table.ts';
import { fingerprint, type Given, run } from './example-trial.ts';
import { computed, customLayer, familyOfLayers, replayed } from './replay/example-models.ts';

/** Trains up to each of these epochs in turn, each time from the bytes of the time before, and then to the end. */
async function inParts(backend: Backend, given: Given, stops: readonly number[]) {
  const states: Uint8Array[] = [];
  for (const until of stops) {
    const { parked, outcome } = await run(backend, { ...given, until, parked: states.at(-1) });
    if (parked === undefined) throw new Error(`not parked after epoch ${until}: ${JSON.stringify(outcome)}`);
    states.push(Uint8Array.from(parked));
  }
  return { states, end: await run(backend, { ...given, parked: states.at(-1) }) };
}

/** All that a trial yields, the same for two that agree to the last bit. */
function everything(trained: TrainedTrial): string {
  const { optimizer = new Uint8Array(), predictions = new Float64Array() } = trained;
  const bytes = [optimizer, new Uint8Array(predictions.buffer)].map((each) =>
    Buffer.from(each).toString('hex'),
  );
  return [fingerprint(trained), ...bytes].join('\n');
}

/** Parks after two of four epochs. */
async function expectSameBits(backend: Backend, given: Given): Promise<void> {
  const all = { ...given, training: { maxEpochs: 4, ...given.training } };
  const whole = await run(backend, all);
  expect(whole.outcome.state).toBe('complete');
  const { end } = await inParts(backend, all, [2]);
  expect(everything(end)).toBe(everything(whole));
}

// 22 rows in batches of 8, so that the last of an epoch is smaller.
const net: Given = {
  family: mlp,
  dataset: separableBlobs(22),
  config: { layers: 2, units: 5, dropout: 0.3, batchSize: 8, learningRate: 0.02 },
};
const optimizers: [string, Configuration][] = [
  ['adam', { optimizer: 'adam' }],
  ['adam with another beta2', { optimizer: 'adam', beta2: 0.95 }],
  ['adamw', { optimizer: 'adamw', weightDecay: 0.1, weightDecaySchedule: 'flatCosine' }],
  ['sgd', { optimizer: 'sgd' }],
  ['sgd with momentum', { optimizer: 'sgd', momentum: 0.9, clipNorm: 0.5 }],
  ['rmsprop', { optimizer: 'rmsprop' }],
  ['rmsprop with momentum', { optimizer: 'rmsprop', momentum: 0.9 }],
];
const schedules = ['constant', 'cosine', 'step', 'coslog4'];

const trainings: [string, Given][] = [
  ['an average of the weights', { ...net, training: { averageEpochs: 2 } }],
  ['a dropout that fades', { ...net, config: { ...net.config, dropoutSchedule: 'flatCosine' } }],
  // The best epoch is the last one, and the patience counts from the first.
  ['a patience that ends it', { ...net, training: { maxEpochs: 9, patience: 4, minDelta: 10 } }],
  ['values', { ...net, dataset: linearTarget(), training: { averageEpochs: 3 } }],
  ['a table', { family: tabular, dataset: tableOf(price, 22), config: { ...small, batchSize: 8 } }],
];

await onEachBackend((backend) => {
  const isWasm = backend.name === 'wasm';
  describe('a trial that is parked and resumed has the bits of one that is not, with', () => {
    test.each(optimizers)('%s and each schedule', async (name, config) => {
      const own = optimizers.findIndex(([other]) => other === name) % schedules.length;
      for (const schedule of isWasm ? schedules : schedules.slice(own, own + 1)) {
        await expectSameBits(backend, { ...net, config: { ...net.config, schedule, ...config } });
      }
    });

    test.each(trainings)('%s', (_, given) => expectSameBits(backend, given));

    // On other backends, whose steps are plain, only those with streams and state of their own.
    const layers = [...computed, ...replayed.filter(({ title }) => isWasm || /normali|drop/.test(title))];
    test.each(layers)('$title', ({ dataset, family, config }) =>
      expectSameBits(backend, {
        ...{ dataset, family },
        config: { batchSize: 8, learningRate: 0.01, ...config },
      }),
    );
  });

  test('27 epochs are 1, 3, 9 and 27, with other trials between', async () => {
    const given: Given = { ...net, training: { maxEpochs: 27, averageEpochs: 3 } };
    const whole = await run(backend, given);
    const { states, end } = await inParts(backend, given, [1, 3, 9]);
    expect(everything(end)).toBe(everything(whole));
    expect(end.parked).toBeUndefined();
    const direct = await inParts(backend, given, [9]);
    expect(Buffer.compare(states[2] as Uint8Array, direct.states[0] as Uint8Array)).toBe(0);
  });

  test('has a value, the epochs so far and no end where it is parked; it reports all epochs again', async () => {
    const whole = await run(backend, net);
    const first = await run(backend, { ...net, until: 1 });
    expect(first.outcome).toMatchObject({
      state: 'pruned',
      epochs: 1,
      value: whole.history[1]?.metrics.valLoss,
    });
    expect(first.history).toEqual(whole.history.slice(0, 2));
    const heard: number[] = [];
    const { parked } = first;
    const end = await run(
      backend,
      { ...net, parked, until: 3 },
      { onEpoch: ({ epoch }) => heard.push(epoch) },
    );
    expect(heard).toEqual([1, 2, 3]);
    expect(end.outcome.state).toBe('complete');
    expect((await run(backend, { ...net, parked, until: 1 })).parked).toEqual(parked);
  });

  test('goes on in place where it is told at the rung, with the thread’s own Math.random meanwhile', async () => {
    const given: Given = { ...net, training: { maxEpochs: 5, averageEpochs: 2 } };
    const { states } = await inParts(backend, given, [1, 3]);
    const own = Math.random;
    const stops: TrainedTrial[] = [];
    const atStop = async (stopped: TrainedTrial) => {
      await Promise.resolve();
      expect(Math.random === own).toBe(true);
      stops.push(structuredClone(stopped));
      return [3, 5][stops.length - 1];
    };
    const end = await run(backend, { ...given, until: 1 }, { atStop });
    expect(everything(end)).toBe(everything(await run(backend, given)));
    expect(stops.map(({ parked }) => parked)).toEqual(states);
    const held = await run(backend, { ...given, until: 3 }, { atStop: async () => undefined });
    expect(everything(held)).toBe(everything(stops[1] as TrainedTrial));
  });

  test('trains from its start, to the same bits, when the state is damaged or of another model', async () => {
    const whole = await run(backend, net);
    const { parked = new Uint8Array() } = await run(backend, { ...net, until: 1 });
    const damaged = parked.with(parked.length >> 1, (parked[parked.length >> 1] as number) ^ 1);
    const other = await run(backend, { ...net, config: { ...net.config, units: 4 }, until: 1 });
    for (const state of [damaged, parked.subarray(0, 40), new Uint8Array(), other.parked]) {
      expect(everything(await run(backend, { ...net, parked: state }))).toBe(everything(whole));
    }
    const sources = [Math.random];
    const atStop = async () => void sources.push(Math.random);
    await run(backend, { ...net, parked: other.parked, until: 1 }, { atStop });
    expect(sources[1]).toBe(sources[0]);
  });

  test('parks no model whose layers have state besides their weights', async () => {
    const counting = familyOfLayers((tf, inputShape) => {
      const state = { calls: 0 };
      const layer = customLayer(tf, inputShape, (x) => {
        state.calls += 1;
        return tf.mul(x, 1 / Object.assign(layer, state).calls);
      });
      return [layer];
    });
    const { outcome, parked } = await run(backend, { dataset: net.dataset, family: counting, until: 1 });
    expect([outcome.state, parked]).toEqual(['pruned', undefined]);
  });
});
