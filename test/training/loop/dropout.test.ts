import { describe, expect, test } from 'vitest';
import { type Random, randomFor } from '../../../src/statistics/random.ts';
import type { Backend } from '../../../src/training/backend.ts';
import { freshInputs, heapInputs } from '../../../src/training/inputs.ts';
import { spatialDropoutLayer } from '../../../src/training/layers/spatial-dropout.ts';
import { forgetMasks, takeMasksFrom } from '../../../src/training/loop/dropout.ts';
import { mlp } from '../../../src/training/models/mlp.ts';
import { releasing } from '../../../src/training/release.ts';
import type { LayersModel, Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { onEachBackend } from '../each-backend.ts';
import { familyOfLayers, points } from '../replay/example-models.ts';
import { train } from '../replay/example-training.ts';

type Place = Pick<Backend, 'tf' | 'machine'>;

const inputsOf = ({ tf, machine }: Place) =>
  machine === undefined ? freshInputs(tf) : heapInputs(tf, machine);

/** A model that is one dropout layer, with masks of this stream. */
function dropping(
  { tf, machine }: Place,
  rate: number,
  stream: string | Random,
  options: object = {},
): LayersModel {
  const model = tf.sequential({ layers: [tf.layers.dropout({ rate, inputShape: [100], ...options })] });
  takeMasksFrom(tf, model.layers, {
    inputs: () => inputsOf({ tf, machine }),
    random: typeof stream === 'string' ? randomFor(stream) : stream,
  });
  return model;
}

/** A hundred rows of ones after the dropout. */
function dropped(tf: Tf, model: LayersModel, training = true): number[] {
  return [...tf.tidy(() => (model.apply(tf.ones([100, 100]), { training }) as Tensor).dataSync())];
}

await onEachBackend((place) => {
  const { tf } = place;
  describe('dropout', () => {
    test.each([1e-12, 0.3, 0.5])('at a rate of %d is what a word a number says', (rate) =>
      releasing(tf, async () => {
        const [stream, same] = [randomFor('words', rate), randomFor('words', rate)];
        for (let round = 0; round < 2; round++) {
          const expected = Array.from({ length: 10_000 }, () =>
            same.word() < rate * 2 ** 32 ? 0 : Math.fround(1 / (1 - rate)),
          );
          expect(dropped(tf, dropping(place, rate, stream))).toEqual(expected);
          expect(stream.next()).toBe(same.next());
        }
      }),
    );

    test.each([0.1, 0.5, 0.8])('at a rate of %d keeps the rest, scaled so that the mean stays', (rate) =>
      releasing(tf, async () => {
        const values = dropped(tf, dropping(place, rate, `rate ${rate}`));
        const kept = values.filter((value) => value !== 0);
        expect(new Set(kept)).toEqual(new Set([Math.fround(1 / (1 - rate))]));
        // Four deviations of the share of 10,000 independent draws.
        const tolerance = 4 * Math.sqrt((rate * (1 - rate)) / 10_000);
        expect(Math.abs(kept.length / 10_000 - (1 - rate))).toBeLessThan(tolerance);
      }),
    );

    test('draws the numbers of a row, and the rows, independently', () =>
      releasing(tf, async () => {
        const isKept = dropped(tf, dropping(place, 0.5, 'pairs')).map((value) => value !== 0);
        for (const distance of [1, 2, 100]) {
          const equal = isKept.filter((value, index) => value === isKept[(index + distance) % 10_000]).length;
          expect(Math.abs(equal / 10_000 - 0.5)).toBeLessThan(0.02);
        }
      }));

    test('has another mask each time, and the same masks from the same stream', () =>
      releasing(tf, async () => {
        const [one, same, other] = ['a', 'a', 'b'].map((key) => {
          const model = dropping(place, 0.5, key);
          return [dropped(tf, model), dropped(tf, model)];
        });
        expect(one?.[0]).not.toEqual(one?.[1]);
        expect(same).toEqual(one);
        expect(other?.[0]).not.toEqual(one?.[0]);
      }));

    test('passes everything at evaluation, and draws nothing for it', () =>
      releasing(tf, async () => {
        const [looked, plain] = [dropping(place, 0.5, 'a'), dropping(place, 0.5, 'a')];
        expect(new Set(dropped(tf, looked, false))).toEqual(new Set([1]));
        expect(dropped(tf, looked)).toEqual(dropped(tf, plain));
      }));

    test('of rate 0 passes everything', () =>
      releasing(tf, async () => {
        expect(new Set(dropped(tf, dropping(place, 0, 'a')))).toEqual(new Set([1]));
      }));

    test('of a given shape stays that of TensorFlow.js', () =>
      releasing(tf, async () => {
        const values = dropped(tf, dropping(place, 0.5, 'a', { noiseShape: [100, 1] }));
        for (let row = 0; row < 100; row++) {
          expect(new Set(values.slice(100 * row, 100 * (row + 1))).size).toBe(1);
        }
      }));

    test('of feature maps drops each as a whole, by a word a map, and scales the others', () =>
      releasing(tf, async () => {
        const model = tf.sequential({
          layers: [tf.layers.inputLayer({ inputShape: [3, 2, 5] }), spatialDropoutLayer(tf, 0.4, 'maps')],
        });
        const [stream, same] = [randomFor('maps'), randomFor('maps')];
        takeMasksFrom(tf, model.layers, { inputs: () => inputsOf(place), random: stream });
        const output = tf.tidy(() =>
          (model.apply(tf.ones([40, 3, 2, 5]), { training: true }) as Tensor).dataSync(),
        );
        const maps = Array.from({ length: 40 * 5 }, () =>
          same.word() < 0.4 * 2 ** 32 ? 0 : Math.fround(1 / 0.6),
        );
        const expected = Array.from(output, (_, at) => maps[Math.floor(at / 30) * 5 + (at % 5)]);
        expect([...output]).toEqual(expected);
        expect(stream.next()).toBe(same.next());
      }));

    test('of a recurrent cell has its masks from the stream too, one for each gate, and then one of the state', () =>
      releasing(tf, async () => {
        const cell = tf.layers.lstmCell({ units: 4, dropout: 0.3, recurrentDropout: 0.6 });
        const layer = tf.layers.rnn({ cell, inputShape: [2, 5] });
        const model = tf.sequential({ layers: [layer] });
        const [stream, same] = [randomFor('cell'), randomFor('cell')];
        takeMasksFrom(tf, model.layers, { inputs: () => inputsOf(place), random: stream });
        tf.tidy(() => void model.apply(tf.ones([3, 2, 5]), { training: true }));
        const { dropoutMask, recurrentDropoutMask } = cell as unknown as Record<string, Tensor[]>;
        for (const [masks, rate, units] of [
          [dropoutMask, 0.3, 5],
          [recurrentDropoutMask, 0.6, 4],
        ] as const) {
          expect(masks).toHaveLength(4);
          for (const mask of masks ?? []) {
            const expected = Array.from({ length: 3 * units }, () =>
              same.word() < rate * 2 ** 32 ? 0 : Math.fround(1 / (1 - rate)),
            );
            expect([...mask.dataSync()]).toEqual(expected);
          }
        }
        forgetMasks(tf, model.layers);
      }));

    test('passes the gradient where it passed the value', () =>
      releasing(tf, async () => {
        const model = dropping(place, 0.5, 'a');
        const values = dropped(tf, dropping(place, 0.5, 'a'));
        const gradient = tf.grad((x) => tf.sum(model.apply(x, { training: true }) as Tensor));
        expect([...gradient(tf.ones([100, 100])).dataSync()]).toEqual(values);
      }));
  });
});

const recurrent = familyOfLayers((tf, inputShape) => [
  tf.layers.reshape({ targetShape: [inputShape[0] as number, 1], inputShape }),
  tf.layers.lstm({ units: 4, dropout: 0.5, recurrentDropout: 0.5 }),
]);

test.each([
  { title: 'plain dropouts', dataset: points, family: mlp, config: { layers: 2, units: 9, dropout: 0.5 } },
  { title: 'recurrent dropouts', dataset: points, family: recurrent },
])('a training’s masks are those of its noise: $title', async (example) => {
  for (const way of ['replayed', 'computed'] as const) {
    const [one, same, other] = [
      await train(example, way, 'a'),
      await train(example, way, 'a'),
      await train(example, way, 'b'),
    ];
    expect(same).toEqual(one);
    expect(other.losses).not.toEqual(one.losses);
  }
});
