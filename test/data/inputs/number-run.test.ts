import { expect, test } from 'vitest';
import { RegularRows } from '../../../src/data/formats/delimited/regular-rows.ts';
import { columnRows, type RawRows, spanRows } from '../../../src/data/formats/row-source.ts';
import { tableInputs } from '../../../src/data/inputs/table-inputs.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { ColumnTransform, Pipeline } from '../../../src/study/pipeline.ts';
import { faultsOf } from '../data-spec.ts';

const plain = { kind: 'number', name: 'c', fill: 4.5, shift: 2.5, scale: 2 } as const;

const transforms: Readonly<Record<string, ColumnTransform>> = {
  'a number': plain,
  'a number in pieces, with an indicator': { ...plain, pieces: [0, 1, 5], indicator: true },
  'a whole number': { ...plain, form: { type: 'integer' } },
  'a number with words for missing cells': { ...plain, missing: ['3', 'NA'] },
};

const ranges = { inputs: [{ name: 'c', least: -5, largest: 20 }] };

function encodedFrom(column: ArrayLike<unknown>, transform: ColumnTransform, clip: boolean) {
  const places = Int32Array.from({ length: column.length }, (_, row) => row + 1);
  return encoded(columnRows([column], places, 1), ['c'], transform, clip);
}

async function encoded(rows: RawRows, names: readonly string[], transform: ColumnTransform, clip: boolean) {
  async function* batches() {
    yield rows;
  }
  const source = { file: 'f', placeWord: 'row', names, hasNames: true, layouts: [] } as const;
  const pipeline: Pipeline = {
    task: { kind: 'classification', classes: ['a', 'b'] },
    inputShape: [1],
    preprocessing: { kind: 'table', columns: [transform] },
    ranges,
  };
  const inputs = tableInputs({ ...source, batches: batches() }, { pipeline, clip });
  const found: unknown[] = [];
  for await (const { x, novelty } of inputs.batches) found.push([...x], [...(novelty ?? [])]);
  return { found, total: inputs.novelty?.() };
}

test.each(Object.keys(transforms))(
  '%s of a file of its own type is encoded as single cells are',
  async (name) => {
    const transform = transforms[name] as ColumnTransform;
    const random = randomFor('number run', name);
    const odd = [Number.NaN, 3, -0, 1e6, -11, -5, 20, 21];
    const cells = Float64Array.from({ length: 5000 }, () =>
      random.below(20) === 0 ? (odd[random.below(odd.length)] as number) : random.below(20),
    );
    for (const column of [cells, Float32Array.from(cells), Int32Array.from(cells)]) {
      for (const clip of [false, true]) {
        expect(await encodedFrom(column, transform, clip)).toEqual(
          await encodedFrom(Array.from(column), transform, clip),
        );
      }
    }
  },
);

test.each(Object.keys(transforms))('%s in a text is encoded as single cells are', async (name) => {
  const transform = transforms[name] as ColumnTransform;
  const random = randomFor('numbers in a text', name);
  const odd = ['', 'NA', ' 3', '-0', '1e1', '007', '+4', '5.', '-11', '20.000000000000000001', '\u22124'];
  const texts = Array.from({ length: 2000 }, () =>
    random.below(5) === 0
      ? (odd[random.below(odd.length)] as string)
      : (random.next() * 22).toFixed(random.below(20)),
  );
  const cells = name === 'a whole number' ? texts.map((text) => text.split('.')[0] as string) : texts;
  const spans = new RegularRows().read(cells.map((cell) => `v,${cell}\n`).join(''), ',')?.spans;
  if (spans === undefined) throw new Error('the rows are regular');
  const places = Int32Array.from(cells, (_, row) => row + 1);
  for (const clip of [false, true]) {
    expect(await encoded(spanRows(spans, places, 1), ['v', 'c'], transform, clip)).toEqual(
      await encodedFrom(cells, transform, clip),
    );
  }
});

test('a number beyond those of 32 bits is refused at its place', async () => {
  const column = Float64Array.of(1, 2, 3.5e38, 4, -1e39);
  const refused = (cells: ArrayLike<unknown>) => faultsOf(encodedFrom(cells, plain, false));
  expect(await refused(column)).toHaveLength(1);
  expect(await refused(column)).toEqual(await refused(Array.from(column)));
});
