import { describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import type { Configuration } from '../../../src/study/search-space.ts';
import { stockCopy } from '../../../src/training/export/stock-copy.ts';
import { fuseRecurrence } from '../../../src/training/layers/fused-recurrence.ts';
import { layersOf } from '../../../src/training/model-layers.ts';
import { conv1d } from '../../../src/training/models/conv1d.ts';
import type { ModelData, ModelFamily } from '../../../src/training/models/model-family.ts';
import { rnn } from '../../../src/training/models/rnn.ts';
import { releasing } from '../../../src/training/release.ts';
import type { LayersModel, Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { completeConfiguration } from '../../../src/training/training-parameters.ts';
import { onEachBackend } from '../each-backend.ts';
import { atOnce } from '../example-trial.ts';

const lengths = [7, 5, 1, 3, 6, 2];
const features = 3;
const random = randomFor('padded');

/** Series of these lengths, [steps][features + 1]: the last feature is 1. */
const series = lengths.map((steps) =>
  Array.from({ length: steps }, () => [...Array.from({ length: features }, () => 2 * random.next() - 1), 1]),
);

function padded(steps: number[][], length: number, pad: 'before' | 'after'): number[][] {
  const padding = Array.from({ length: length - steps.length }, () =>
    new Array<number>(features + 1).fill(0),
  );
  return pad === 'after' ? [...steps, ...padding] : [...padding, ...steps];
}

function build(tf: Tf, family: ModelFamily, config: Configuration, data: ModelData): LayersModel {
  const model = atOnce(family.build({ tf, data, config: completeConfiguration(family.parameters, config) }));
  fuseRecurrence(tf, layersOf(model));
  return model;
}

function predictions(tf: Tf, model: LayersModel, x: number[][][] | number[][]): number[][] {
  return tf.tidy(() => (model.apply(tf.tensor(x), { training: false }) as Tensor).arraySync() as number[][]);
}

/** Weights other than the initial ones, in which biases are zero. */
function setWeights(tf: Tf, model: LayersModel): void {
  const own = randomFor('weights');
  model.setWeights(
    model.getWeights().map(({ shape, size }) =>
      tf.tensor(
        Float32Array.from({ length: size }, () => own.next() - 0.4),
        shape,
      ),
    ),
  );
}

const families = { rnn, conv1d } as const;

const configurations: [keyof typeof families, Configuration][] = [
  ['rnn', { units: 5 }],
  ['rnn', { units: 5, cell: 'gru', layers: 2 }],
  ['rnn', { units: 5, direction: 'backward' }],
  ['rnn', { units: 5, direction: 'backward', layers: 2 }],
  ['rnn', { units: 5, cell: 'gru', direction: 'backward', layers: 3, pooling: 'max' }],
  ['rnn', { units: 5, direction: 'both', layers: 2 }],
  ['rnn', { units: 5, cell: 'gru', direction: 'both', pooling: 'average' }],
  ['rnn', { units: 5, layers: 2, pooling: 'max' }],
  ['conv1d', { filters: 4, poolSize: 1 }],
  ['conv1d', { filters: 4, poolSize: 1, globalPooling: 'max', kernelSize: 4, normalization: 'layer' }],
  ['conv1d', { filters: 4, poolSize: 1, blocks: 3, dilation: 2, residual: true }],
  ['conv1d', { filters: 4, blocks: 1, poolSize: 1, globalPooling: 'max', residual: true }],
];

await onEachBackend((backend) => {
  const { tf } = backend;

  describe.each(['after', 'before'] as const)('padding %s', (pad) => {
    test.each(configurations)('changes no prediction of %s: %o', (family, config) =>
      releasing(tf, async () => {
        const shape = (length: number) => [length, features + 1];
        const data = { outputs: 2, task: 'classification', pad } as const;
        const model = build(tf, families[family], config, { ...data, inputShape: shape(9) });
        setWeights(tf, model);
        const found = predictions(
          tf,
          model,
          series.map((steps) => padded(steps, 9, pad)),
        );
        series.forEach((steps, row) => {
          const { pad: _pad, ...plain } = data;
          const alone = build(tf, families[family], config, { ...plain, inputShape: shape(steps.length) });
          // A dilation beyond a short series is shortened, and takes a kernel of fewer axes.
          const shapes = alone.getWeights().map(({ shape }) => shape);
          alone.setWeights(model.getWeights().map((each, at) => tf.reshape(each, shapes[at] as number[])));
          const [expected = []] = predictions(tf, alone, [steps]);
          expect(expected).toHaveLength(2);
          expected.forEach((value, at) => {
            expect(found[row]?.[at]).toBeCloseTo(value, 5);
          });
        });
      }),
    );

    // The last window of a pooling may have fewer steps, which that of a shorter sequence would leave out.
    test.each<Configuration>([
      { filters: 4, blocks: 2 },
      { filters: 4, blocks: 2, poolSize: 3, globalPooling: 'max', residual: true },
    ])('of any amount changes no prediction of conv1d with pooling: %o', (config) =>
      releasing(tf, async () => {
        const data = { outputs: 2, task: 'classification', pad } as const;
        const [one, ...others] = [7, 9, 14].map((length) => {
          const model = build(tf, conv1d, config, { ...data, inputShape: [length, features + 1] });
          setWeights(tf, model);
          return predictions(
            tf,
            model,
            series.map((steps) => padded(steps, length, pad)),
          );
        });
        for (const other of others)
          other.flat().forEach((value, at) => {
            expect(value).toBeCloseTo(one?.flat()[at] as number, 5);
          });
      }),
    );

    test.each([
      ...configurations,
      ['conv1d', { filters: 4, poolSize: 2, globalPooling: 'none' }],
    ] as typeof configurations)('is heeded by stock layers alone in an exported %s: %o', (family, config) =>
      releasing(tf, async () => {
        const data = { outputs: 2, task: 'classification', pad, inputShape: [9, features + 1] } as const;
        const model = build(tf, families[family], config, data);
        setWeights(tf, model);
        const x = series.map((steps) => padded(steps, 9, pad));
        const stock = stockCopy(tf, model, 'stock_');
        const expected = predictions(tf, model, x).flat();
        predictions(tf, stock, x)
          .flat()
          .forEach((value, at) => {
            expect(value).toBeCloseTo(expected[at] as number, 5);
          });
      }),
    );
  });

  test.each(configurations.filter(([family]) => family === 'rnn'))(
    'padding of texts changes no prediction of %s, nor of its export: %o',
    (_, config) =>
      releasing(tf, async () => {
        const texts = lengths.map((length) => Array.from({ length }, () => 1 + random.below(6)));
        const padding = (ids: number[], length: number) => [
          ...ids,
          ...new Array<number>(length - ids.length).fill(0),
        ];
        const data = { outputs: 2, task: 'classification', tokens: { size: 7 } } as const;
        const whole = { embedding: 4, ...config };
        const model = build(tf, rnn, whole, { ...data, inputShape: [9] });
        setWeights(tf, model);
        const x = [...texts, []].map((ids) => padding(ids, 9));
        const found = predictions(tf, model, x);
        const stock = predictions(tf, stockCopy(tf, model, 'stock_'), x);
        expect(found.flat().every(Number.isFinite)).toBe(true);
        [...texts, [0]].forEach((ids, row) => {
          const alone = build(tf, rnn, whole, { ...data, inputShape: [ids.length] });
          alone.setWeights(model.getWeights());
          const [expected = []] = predictions(tf, alone, [ids]);
          expected.forEach((value, at) => {
            expect(found[row]?.[at]).toBeCloseTo(value, 5);
            expect(stock[row]?.[at]).toBeCloseTo(value, 5);
          });
        });
      }),
  );

  test('a configuration that would count padding is refused', () =>
    releasing(tf, async () => {
      const data = {
        outputs: 2,
        task: 'classification',
        pad: 'after',
        inputShape: [9, features + 1],
      } as const;
      expect(() => build(tf, conv1d, { normalization: 'batch' }, data)).toThrow('would count padding');
    }));
});
