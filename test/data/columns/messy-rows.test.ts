import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { openInputs } from '../../../src/data/inputs/open-inputs.ts';
import { encodeSource, pipelineOf, readSource } from '../../../src/data/load-dataset.ts';
import type { RowEncoder } from '../../../src/data/preprocessing/encoder.ts';
import { encoderModule } from '../../../src/data/preprocessing/encoder-module.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec } from '../data-spec.ts';

const rows = 1000;
const pick = <T>(list: readonly T[], row: number): T => list[row % list.length] as T;
const two = (value: number) => String(value).padStart(2, '0');
/** A missing cell in one of its spellings, in every 13th row; its place differs from column to column. */
const orMissing = (cell: string, row: number, offset: number) =>
  (row + offset) % 13 === 0 ? pick(['', 'NA', 'null', '#N/A', '<NA>'], row) : cell;

/** A cell of each kind of column. */
const columns: Readonly<Record<string, (row: number) => string>> = {
  comma: (row) => orMissing(`${row % 50},${row % 10}`, row, 1),
  minus: (row) => orMissing(`${pick(['-', '−', '', '+'], row)}${row % 41}`, row, 2),
  price: (row) => `$${pick(['1,234.50', '12', '7.25', '1,000,000'], row)}`,
  percent: (row) => `${row % 101} %`,
  words: (row) => pick(['3', '5.5', 'None', '.', '17', 'unknown', '8e2'], row),
  flag: (row) => orMissing(pick(['TRUE', 'False', 'true', 'FALSE'], row), row, 3),
  bit: (row) => pick(['0', '1', '1'], row),
  grade: (row) => orMissing(pick(['low', 'mid', 'high'], row * 7), row, 4),
  day: (row) => orMissing(`2024-${two(1 + (row % 12))}-${two(1 + (row % 28))}`, row, 5),
  moment: (row) => `${two(1 + (row % 28))}/${two(1 + (row % 12))}/20${two(row % 24)} ${two(row % 24)}:30`,
  zoned: (row) => `2024-03-${two(1 + (row % 31))}T${two(row % 24)}:15:00+0${row % 9}:00`,
  code: (row) => pick(['001', '01', '1', '1E2', '10E1', '1.0', 'NA '], row),
  place: (row) => `town ${(row * 7919) % 83}`,
  note: (row) => `The ${pick(['red', 'blue', 'old'], row)} house number ${row} is nice`,
  constant: () => '5',
  user: (row) => `u${(row * 48271) % 2147483647}`,
  '': (row) => String((row * 617) % rows),
  y: (row) => pick(['yes', 'no'], row * 3),
};

const declared: NonNullable<DataSpec['columns']> = {
  price: { type: 'number', thousands: ',', unit: '$' },
  percent: { type: 'number', unit: '%', scaling: 'piecewise' },
  words: { type: 'number', scaling: 'quantile', indicator: true },
  grade: { type: 'ordinal', order: ['low', 'mid', 'high'], indicator: true },
};

const names = Object.keys(columns);
const quoted = (cell: string) => (cell.includes(',') ? `"${cell}"` : cell);
const csv = [
  names.join(','),
  ...Array.from({ length: rows }, (_, row) =>
    Object.values(columns)
      .map((cell) => quoted(cell(row)))
      .join(','),
  ),
].join('\n');

async function trained() {
  const directory = csvDirectory(csv);
  const spec = dataSpec({
    source: 'csv',
    path: 'table.csv',
    target: 'y',
    columns: declared,
    scaling: 'auto',
  });
  const source = await readSource(spec, directory);
  const dataset = encodeSource(source, spec);
  return { directory, source, dataset, pipeline: pipelineOf(source, dataset) };
}

test('each column is taken for what it is', async () => {
  const { source, pipeline } = await trained();
  const types = Object.fromEntries(
    (source.raw.columns ?? []).map(({ name, type, leftOut }) => [
      name,
      leftOut === undefined ? type : 'left out',
    ]),
  );
  expect(types).toEqual({
    ...{ comma: 'number', minus: 'integer', price: 'number', percent: 'number', words: 'number' },
    ...{ flag: 'boolean', bit: 'boolean', grade: 'ordinal', day: 'date', moment: 'date', zoned: 'date' },
    ...{ code: 'category', place: 'category', note: 'text', constant: 'integer', user: 'left out' },
    column17: 'left out',
  });
  const { preprocessing } = pipeline;
  const fitted = preprocessing.kind === 'table' ? preprocessing.columns : [];
  expect(fitted.map(({ name }) => name)).not.toContain('constant');
  expect(fitted.find(({ name }) => name === 'code')).toMatchObject({
    values: expect.arrayContaining(['001', '01', '1', '1E2', '10E1', '1.0']),
  });
  expect(fitted.find(({ name }) => name === 'moment')).toMatchObject({ form: { format: 'dd/MM/yyyy' } });
});

test('1,000 messy rows enter the model in prediction and in an export as they did in training', async () => {
  const { directory, dataset, pipeline } = await trained();
  const width = dataset.inputShape[0] as number;
  const inTraining = new Map<number, Float32Array>();
  for (const { rows: count, x, row } of Object.values(dataset.splits)) {
    for (let index = 0; index < count; index++) {
      inTraining.set(row[index] as number, x.subarray(index * width, (index + 1) * width));
    }
  }
  expect(inTraining.size).toBe(rows);

  const inputs = await openInputs(join(directory, 'table.csv'), { pipeline });
  let row = 0;
  for await (const batch of inputs.batches) {
    for (let index = 0; index < batch.rows; index++, row++) {
      expect(batch.x.subarray(index * width, (index + 1) * width), `row ${row}`).toEqual(inTraining.get(row));
    }
  }
  expect(row).toBe(rows);
  expect(inputs.novelty?.().unknownCategories).toEqual({});

  const file = join(directory, 'encode.mjs');
  writeFileSync(file, encoderModule());
  const exported: { RowEncoder: typeof RowEncoder } = await import(
    /* @vite-ignore */ pathToFileURL(file).href
  );
  const { preprocessing } = JSON.parse(JSON.stringify(pipeline)) as typeof pipeline;
  if (preprocessing.kind !== 'table') throw new Error('a table is expected');
  const encoder = new exported.RowEncoder(preprocessing.columns);
  const lines = readFileSync(join(directory, 'table.csv'), 'utf8').split('\n').length - 1;
  for (let at = 0; at < lines; at++) {
    const cells = Object.fromEntries(Object.entries(columns).map(([name, cell]) => [name, cell(at)]));
    expect(Float32Array.from(encoder.encode(cells)), `row ${at}`).toEqual(
      Float32Array.from(inTraining.get(at) ?? []),
    );
  }
});
