import { describe, expect, test } from 'vitest';
import { encodeSource, readSource } from '../../../src/data/load-dataset.ts';
import type { Scaling } from '../../../src/study/scaling.ts';
import { middleOf } from '../../../src/study/search-space.ts';
import type { ModelFamily } from '../../../src/training/models/model-family.ts';
import { rnn } from '../../../src/training/models/rnn.ts';
import { brightHalves, classesOf, datasetOf, separableBlobs } from '../../training/example-data.ts';
import { contextOf, type Given, layerOf, linearModel, netWith, resultOf, statusOf } from './given-context.ts';

async function penguins(scaling: Scaling): Promise<Given> {
  const { data } = contextOf({}).spec;
  const spec = { ...data, source: 'penguins', target: 'bodyMassGrams', scaling } as const;
  const source = await readSource(spec, '.');
  return { dataset: encodeSource(source, spec), source };
}

describe('builds', () => {
  test('says how large the model is, and what goes in and out', async () => {
    expect(await statusOf('builds', {})).toBe('pass: 9 parameters; [2,2] in, [2,3] out');
  });

  test('says both shapes of a wrong number of classes, and of wrong inputs', async () => {
    const fewer: ModelFamily['build'] = (input) =>
      linearModel({ ...input, data: { ...input.data, outputs: 2 } });
    expect(await statusOf('builds', { family: { build: fewer } })).toBe(
      'fail: the model must return [null,3], and returns [null,2]',
    );
    const wider: ModelFamily['build'] = (input) =>
      linearModel({ ...input, data: { ...input.data, inputShape: [5] } });
    expect(await statusOf('builds', { family: { build: wider } })).toBe(
      'fail: the model must take [null,2], and takes [null,5]',
    );
  });

  test('finds rows that get lost on the way', async () => {
    const build = netWith({ last: (tf) => [layerOf(tf, (input) => tf.slice(input, 0, 1))] });
    expect(await statusOf('builds', { family: { build } })).toBe(
      'fail: for inputs of [2,2] the model returns [1,3], and must return [2,3]',
    );
  });

  test('warns of sampled configurations that are rejected', async () => {
    const space = [{ name: 'width', distribution: { type: 'uniform', min: 0, max: 1 } }] as const;
    const family: Partial<ModelFamily> = {
      parameters: { width: { type: 'number', default: 0.5 } },
      build(input) {
        if (input.config.width !== 0.5) throw new Error('too narrow');
        return linearModel(input);
      },
    };
    const given = { spec: { space }, config: middleOf(space), family };
    expect(await statusOf('builds', given)).toBe(
      'warn: 3 of the first 3 configurations cannot be built: too narrow',
    );
  });
});

describe('inputs-decoded', () => {
  test('shows a table’s rows by name, scaled and in their own units', async () => {
    const given = await penguins('standard');
    const { status, exhibits } = await resultOf('inputs-decoded', given);
    expect(status).toBe('pass');
    const [exhibit] = exhibits;
    if (exhibit?.kind !== 'text') throw new Error('no text');
    expect(exhibit.lines).toHaveLength(8);
    // Each decoded number is the source's own cell.
    const { raw } = given.source ?? contextOf({}).source;
    const columns = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
    const flippers = columns.find(({ name }) => name === 'flipperLengthMm');
    if (flippers?.kind !== 'number' || raw.target.kind !== 'regression') throw new Error('no such column');
    for (const line of exhibit.lines) {
      const [, row, flipper, mass] =
        /^row (\d+): .*flipperLengthMm \S+ \((\d+)\).*bodyMassGrams \S+ \((\d+)\)$/.exec(line) ?? [];
      const at = raw.rowNumbers.indexOf(Number(row) - 1);
      expect(Number(flipper)).toBe(flippers.values[at]);
      expect(Number(mass)).toBe(raw.target.values[at]);
      expect(line).toMatch(/island [01 ]+ \((Biscoe|Dream|Torgersen)\)/);
    }
  });

  test('shows pictures as pictures, and what they show', async () => {
    const dataset = brightHalves(12, 4);
    const { exhibits, message } = await resultOf('inputs-decoded', { dataset });
    expect(message).toMatch(/^float32 \[4,4,1\] an example, from 0\.\d+ to (0\.\d+|1)$/);
    const [exhibit] = exhibits;
    if (exhibit?.kind !== 'images') throw new Error('no pictures');
    expect(exhibit.shape).toEqual([4, 4, 1]);
    expect(exhibit.images).toHaveLength(8);
    const [first] = exhibit.images;
    const row = Number(/^row (\d+): class [01]$/.exec(first?.caption ?? '')?.[1]) - 1;
    const pixels = [...dataset.splits.train.x.slice(16 * row, 16 * row + 16)].map((value) =>
      Math.round(255 * value),
    );
    expect([...Buffer.from(first?.pixels ?? '', 'base64')]).toEqual(pixels);
  });

  test('warns of a module that turns sequences around, not of a direction that the space asks for', async () => {
    const x = Array.from({ length: 12 }, (_, row) => [0, 1, 2].flatMap((step) => [row * step - 3, 1]));
    const dataset = datasetOf(classesOf(2), [3, 2], { train: { x, y: x.map((_, row) => row % 2) } });
    const given = {
      dataset,
      family: { ...rnn, build: (input) => rnn.build({ ...input, data: { ...input.data, pad: 'after' } }) },
      config: { units: 3, layers: 2, direction: 'backward' },
    } satisfies Given;
    expect(await statusOf('inputs-decoded', given)).toMatch(
      /^pass: float32 \[3,2\] .*layer lstm1 gets \[3,2\]/,
    );
    const model = { kind: 'module', module: 'own.mjs', digest: '' } as const;
    expect(await statusOf('inputs-decoded', { ...given, spec: { model } })).toMatch(
      /^warn: layer lstm1 gets the inputs of shape \[3,2\] from the end to the beginning$/,
    );
  });

  test('fails for what is not finite', async () => {
    const dataset = datasetOf(classesOf(2), [1], { train: { x: [[1], [Number.NaN]], y: [0, 1] } });
    expect(await statusOf('inputs-decoded', { dataset, family: { build: linearModel } })).toMatch(
      /^fail: 3 numbers .* not finite/,
    );
  });
});

describe('input-scale', () => {
  const scaledBy = (factor: number) => {
    const { task, splits } = separableBlobs(30);
    const x = Array.from({ length: 30 }, (_, row) =>
      [...splits.train.x.slice(2 * row, 2 * row + 2)].map((value) => factor * value),
    );
    return datasetOf(task, [2], { train: { x, y: [...splits.train.y] } });
  };

  test('passes where the size is about 1, and tells it', async () => {
    const { status, numbers } = await resultOf('input-scale', { dataset: scaledBy(1) });
    expect(status).toBe('pass');
    const { x } = scaledBy(1).splits.train;
    expect(numbers.rootMeanSquare).toBeCloseTo(
      Math.sqrt(x.reduce((sum, value) => sum + value ** 2, 0) / x.length),
      5,
    );
  });

  test('fails for pixels of 0 to 255, and warns of those scaled twice', async () => {
    expect(await statusOf('input-scale', { dataset: scaledBy(255) })).toMatch(
      /^fail: .*root mean square is 2\d\d/,
    );
    expect(await statusOf('input-scale', { dataset: scaledBy(1 / 255) })).toMatch(/^warn/);
  });

  test('leaves it to a model that scales by itself', async () => {
    const rescaling: ModelFamily['build'] = ({ tf, data }) =>
      tf.sequential({
        layers: [
          tf.layers.rescaling({ scale: 1 / 255, inputShape: [2] }),
          tf.layers.dense({ units: data.outputs }),
        ],
      });
    const normalising: ModelFamily['build'] = ({ tf, data }) =>
      tf.sequential({
        layers: [tf.layers.batchNormalization({ inputShape: [2] }), tf.layers.dense({ units: data.outputs })],
      });
    for (const build of [rescaling, normalising]) {
      expect(await statusOf('input-scale', { dataset: scaledBy(255), family: { build } })).toMatch(/^pass/);
    }
  });

  test('fails for a table in its own units, and not for a scaled one', async () => {
    expect(await statusOf('input-scale', await penguins('none'))).toMatch(/^fail/);
    expect(await statusOf('input-scale', await penguins('standard'))).toMatch(
      /^pass: .*own between 1 and 1$/,
    );
    expect(await statusOf('input-scale', await penguins('minMax'))).toMatch(/^pass/);
  });
});
