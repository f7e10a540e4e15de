import { describe, expect, test } from 'vitest';
import { readSource, type SourceRows } from '../../../src/data/load-dataset.ts';
import type { RawData, RawPart } from '../../../src/data/raw-data.ts';
import { splitRows } from '../../../src/data/split.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, defaultSplit } from '../../data/data-spec.ts';
import { blobSource } from '../../data-report/given-copies.ts';
import { verdictOn } from './given-check.ts';

const rows = 300;

function sourceOf(...parts: readonly RawPart[]): SourceRows {
  const labels = Int32Array.from({ length: rows }, (_, row) => row % 2);
  const raw: RawData = {
    file: 'made',
    inputs: { kind: 'arrays', parts },
    target: { kind: 'classification', classes: ['a', 'b'], labels },
    rowNumbers: Int32Array.from(labels.keys()),
  };
  return { raw, rows: splitRows(raw, defaultSplit as DataSpec['split']) };
}

type CellOf = (row: number, place: number, random: ReturnType<typeof randomFor>) => number;

function part(name: string, shape: readonly number[], cellOf: CellOf): RawPart {
  const random = randomFor(name, ...shape);
  const size = shape.reduce((product, each) => product * each, 1);
  const values = Float32Array.from({ length: rows * size }, (_, at) =>
    cellOf(Math.floor(at / size), at % size, random),
  );
  return { name, shape, values };
}

const uniform: CellOf = (_row, _place, random) => 20 + 9 * random.next();
const said = async (name: string, ...parts: readonly RawPart[]) => {
  const { status, message } = await verdictOn(name, sourceOf(...parts));
  return `${status}: ${message}`;
};

describe('no-missing-codes', () => {
  test('names the numbers of short arrays, and the features of sequences without their padding', async () => {
    const meta = part('meta', [3], (row, place, random) =>
      place === 1 && row % 30 === 0 ? 9999 : uniform(row, place, random),
    );
    const steps = part('steps', [5, 3], (row, place, random) => {
      const isStep = Math.floor(place / 3) <= row % 5;
      if (place % 3 === 2) return isStep ? 1 : 0;
      return isStep ? uniform(row, place, random) : 0;
    });
    const padded: RawPart = { ...steps, padding: { pad: 'after' } };
    expect(await said('no-missing-codes', meta, padded)).toMatch(
      /^warn: meta\[1\]: 10 cells with 9999, far from all other values/,
    );
    expect(await said('no-missing-codes', padded)).toMatch(/^pass/);
  });

  test('takes 0 for a code in a sequence, and for darkness in a picture', async () => {
    const darkened: CellOf = (row, place, random) => (row % 30 === 0 ? 0 : uniform(row, place, random));
    expect(await said('no-missing-codes', part('heat', [5, 2], darkened))).toMatch(
      /^warn: heat\[·,0\]: 50 cells with 0, far from all other values/,
    );
    expect(await said('no-missing-codes', part('picture', [4, 4, 1], darkened))).toMatch(/^pass/);
  });
});

describe('one-unit and consistent-rows', () => {
  const sizes = part('sizes', [2], (row, place, random) => {
    const centimetres = row % 6 === 0 && place === 0;
    return uniform(row, place, random) / (centimetres ? 1000 : 1);
  });

  test('look at short arrays as at the columns of a table', async () => {
    expect(await said('one-unit', sizes)).toMatch(
      /^warn: sizes\[0\]: .* of the rows are 1000 times as small/,
    );
  });

  test('have nothing to look at in pictures, signals and ids', async () => {
    const picture = part('picture', [6, 6, 3], uniform);
    const ids: RawPart = { ...part('ids', [6], (row, place) => 1 + ((row + place) % 9)), tokens: {} };
    for (const name of ['one-unit', 'consistent-rows'])
      expect(await said(name, picture, ids)).toMatch(/^skip: pixels, samples of a signal and ids/);
  });
});

describe('independent-rows', () => {
  test('finds arrays of ids that stand beside equal ones', async () => {
    const ids = (each: number): RawPart => ({
      ...part('ids', [12], (row, place) => 1 + ((Math.floor(row / each) * 7 + place * place) % 97)),
      tokens: {},
    });
    expect(await said('independent-rows', ids(3))).toMatch(
      /^warn: 6\d\S* % of the rows have the inputs of the row before/,
    );
    expect(await said('independent-rows', ids(1))).toMatch(/^pass/);
  });

  test('finds images that were changed before the split, wherever they stand', async () => {
    const order = randomFor('order').shuffle(Int32Array.from({ length: 400 }, (_, row) => row));
    const brighter = blobSource(400, 1, (image, earlier, random) => {
      const row = earlier.length / image.length;
      if (row % 4 === 0) return;
      const original = earlier.subarray((row - (row % 4)) * image.length);
      for (let at = 0; at < image.length; at++)
        image[at] = Math.min(255, (original[at] as number) + 3 * random.next());
    });
    const { raw } = brighter;
    if (raw.inputs.kind !== 'images') throw new Error('of images only');
    const { pixels, shape } = raw.inputs;
    const size = shape[0] * shape[1];
    const shuffled = new Uint8Array(pixels.length);
    order.forEach((row, index) => {
      shuffled.set(pixels.subarray(row * size, (row + 1) * size), index * size);
    });
    const inputs = { ...raw.inputs, pixels: shuffled };
    const { status, message, advice } = await verdictOn('independent-rows', {
      ...brighter,
      raw: { ...raw, inputs },
    });
    expect(`${status}: ${message}`).toMatch(/^warn: rows lie in groups of [34],/);
    expect(advice).toMatch(/folders train, validation and test/);
    expect(await verdictOn('independent-rows', blobSource(400, 1))).toMatchObject({ status: 'pass' });
  });
});

describe('whole series', () => {
  /** Forty persons of 3 to 6 days by a name, and each again by another one, with the target that `other` makes of theirs. */
  const twice = (other: (target: string) => string) => {
    const lines = Array.from({ length: 40 }, (_, person) => {
      const days = Array.from(
        { length: 3 + (person % 4) },
        (_, day) => `${day},${Math.sin(9 * person + day)}`,
      );
      const y = person % 2 === 0 ? 'ill' : 'well';
      return [
        ...days.map((cells) => `p${person},${cells},${y}`),
        ...days.map((cells) => `q${person},${cells},${other(y)}`),
      ];
    });
    const sequence = { by: 'who', time: 'day', pad: 'after' } as const;
    const spec = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', sequence });
    return readSource(spec, csvDirectory(['who,day,a,y', ...lines.flat()].join('\n')));
  };

  test('are compared as they enter: those that are in training too, and those of another target', async () => {
    const same = await twice((target) => target);
    const { status, message } = await verdictOn('no-copied-rows', same);
    expect(`${status}: ${message}`).toMatch(
      /^fail: \d+ of 16 validation rows .* have the inputs of a training row/,
    );
    expect(await verdictOn('conflicting-labels', same)).toMatchObject({ status: 'pass' });
    const other = await twice((target) => (target === 'ill' ? 'well' : 'ill'));
    expect(await verdictOn('conflicting-labels', other)).toMatchObject({
      status: 'warn',
      message: '80 rows (100 %) have the inputs of a row with another class',
    });
  });
});
