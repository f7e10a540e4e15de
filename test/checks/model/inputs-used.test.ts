import { describe, expect, test } from 'vitest';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import type { Tensor, Tf } from '../../../src/training/tensorflow.ts';
import { brightHalves, classesOf, datasetOf, separableBlobs } from '../../training/example-data.ts';
import { layerOf, resultOf, statusOf } from './given-context.ts';

/** A net behind a layer of the user's own, which does what `change` does to the flat inputs. */
const behind =
  (change: (tf: Tf, input: Tensor) => Tensor): ModelFamily['build'] =>
  ({ tf, data }) =>
    tf.sequential({
      layers: [
        tf.layers.inputLayer({ inputShape: [...data.inputShape] }),
        layerOf(tf, (input) => change(tf, input)),
        ...(data.inputShape.length > 1 ? [tf.layers.flatten()] : []),
        tf.layers.dense({ units: 12, activation: 'relu', name: 'hidden' }),
        tf.layers.dense({ units: data.outputs }),
      ],
    });

const upperHalf = behind((tf, input) => {
  const [rows = 0, height = 0, width = 0] = input.shape;
  return tf.concat([tf.slice(input, [0, 0], [rows, height / 2]), tf.zeros([rows, height / 2, width, 1])], 1);
});

describe('inputs-used', () => {
  const whole = Array.from({ length: 40 }, (_, row) => [row % 10]);
  const codes = datasetOf(classesOf(2), [1], { train: { x: whole, y: whole.map(([code = 0]) => code % 2) } });

  test('passes where each input reaches the outputs', async () => {
    expect(await statusOf('inputs-used', {})).toBe('pass: 2 inputs that vary reach the outputs');
    expect(await statusOf('inputs-used', { dataset: brightHalves(12) })).toMatch(/^pass/);
    const scaling = behind((tf, input) => tf.tanh(input));
    expect(await statusOf('inputs-used', { family: { build: scaling } })).toMatch(/^pass/);
  });

  test('passes for categories that are looked up, and for whole numbers that are rounded', async () => {
    const looked: ModelFamily['build'] = ({ tf, data }) =>
      tf.sequential({
        layers: [
          tf.layers.embedding({ inputDim: 10, outputDim: 3, inputShape: [...data.inputShape] }),
          tf.layers.flatten(),
          tf.layers.dense({ units: data.outputs }),
        ],
      });
    for (const build of [looked, behind((tf, input) => tf.round(input))]) {
      expect(await statusOf('inputs-used', { dataset: codes, family: { build } })).toMatch(/^pass/);
    }
  });

  test.each<[string, (tf: Tf, input: Tensor) => Tensor]>([
    ['cast', (tf, input) => tf.cast(tf.cast(input, 'int32'), 'float32')],
    ['floored', (tf, input) => tf.floor(input)],
    ['compared', (tf, input) => tf.cast(tf.greater(input, 0), 'float32')],
  ])('names pixels and numbers that are %s', async (_, change) => {
    const build = behind(change);
    expect(await statusOf('inputs-used', { dataset: brightHalves(12), family: { build } })).toMatch(
      /^warn: the inputs are rounded in the model|^fail: the outputs depend on none/,
    );
    const { x } = separableBlobs(40).splits.train;
    const rows = Array.from({ length: 40 }, (_row, row) => [...x.slice(2 * row, 2 * row + 2)]);
    const columns = ['a', 'b'].map((name) => ({
      kind: 'number',
      name,
      shift: 0,
      scale: 1,
      fill: 0,
      indicator: false,
    }));
    const table = {
      ...datasetOf(classesOf(2), [2], { train: { x: rows, y: rows.map((_row, row) => row % 2) } }),
      preprocessing: { kind: 'table', columns } as never,
    };
    expect(await statusOf('inputs-used', { dataset: table, family: { build } })).toMatch(
      /^warn: a, b are rounded in the model/,
    );
  });

  test('shows which pixels are left out', async () => {
    const { status, message, exhibits } = await resultOf('inputs-used', {
      dataset: brightHalves(12),
      family: { build: upperHalf },
    });
    expect({ status, message }).toMatchObject({
      status: 'warn',
      message: expect.stringMatching(/change no output \(50 %\)$/),
    });
    const [exhibit] = exhibits;
    if (exhibit?.kind !== 'images') throw new Error('no picture');
    const pixels = [...Buffer.from(exhibit.images[0]?.pixels ?? '', 'base64')];
    expect(pixels.map((pixel, at) => pixel === (at < pixels.length / 2 ? 0 : 255))).not.toContain(false);
  });

  test('fails where the outputs depend on nothing', async () => {
    const build = behind((tf, input) => tf.zerosLike(input));
    expect(await statusOf('inputs-used', { family: { build } })).toMatch(/^fail: .*none of the 2 inputs/);
  });
});

describe('behind the model’s own preprocessing', () => {
  const dataset = brightHalves(12, 4);
  const dark = { dataset, family: { build: behind((tf, input) => tf.mul(input, 0.001)) } };

  test('the first layer with weights is named, with what it gets', async () => {
    const { message, exhibits } = await resultOf('inputs-decoded', dark);
    expect(message).toMatch(/layer hidden gets \[16\] from \d\.\d+e-\d to (9\.\d+e-4|0\.001)$/);
    expect(exhibits[1]).toMatchObject({
      kind: 'text',
      title: expect.stringMatching(/^What enters layer hidden/),
    });
    expect(await statusOf('input-scale', dark)).toMatch(
      /^warn: .*in layer hidden, the inputs’ root mean square/,
    );
  });

  test('pictures are shown as pictures', async () => {
    const build: ModelFamily['build'] = ({ tf, data }) =>
      tf.sequential({
        layers: [
          tf.layers.rescaling({ scale: 2, offset: -1, inputShape: [...data.inputShape] }),
          tf.layers.conv2d({ filters: 2, kernelSize: 3, name: 'filters' }),
          tf.layers.flatten(),
          tf.layers.dense({ units: data.outputs }),
        ],
      });
    const { exhibits } = await resultOf('inputs-decoded', { dataset, family: { build } });
    const [own, entering] = exhibits;
    if (own?.kind !== 'images' || entering?.kind !== 'images') throw new Error('no pictures');
    expect(entering).toMatchObject({
      title: 'What enters layer filters, the first with weights',
      shape: [4, 4, 1],
    });
    expect(entering.images).toHaveLength(8);
  });

  test('nothing is said where the layer gets the inputs as they are', async () => {
    const { message, exhibits } = await resultOf('inputs-decoded', { dataset });
    expect(message).not.toContain('layer');
    expect(exhibits).toHaveLength(1);
  });
});
