import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Split } from '../../../src/data/dataset.ts';
import { openInputs } from '../../../src/data/inputs/open-inputs.ts';
import { encodeSource, pipelineOf, readSource } from '../../../src/data/load-dataset.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { csvDirectory, dataSpec } from '../data-spec.ts';

type Request = Partial<DataSpec>;
type Cell = string | number | boolean | null;

const rows = 120;

/** Repeats the cells below each other, beside another input and the target. */
function tableOf(cells: readonly Cell[], format: 'csv' | 'jsonl'): string {
  const all = Array.from({ length: rows }, (_, row) => ({
    x: cells[row % cells.length] as Cell,
    other: row / 4,
    y: 100 + ((row * 7) % 31),
  }));
  if (format === 'jsonl') return all.map((row) => JSON.stringify(row)).join('\n');
  return ['x;other;y', ...all.map(({ x, other, y }) => `${x ?? ''};${other};${y}`)].join('\n');
}

/** The values of x in the first rows as they are read, and the inputs of all rows in training and in prediction. */
async function readBoth(cells: readonly Cell[], format: 'csv' | 'jsonl', request: Request) {
  const directory = csvDirectory('');
  const path = join(directory, `table.${format}`);
  writeFileSync(path, tableOf(cells, format));
  const spec = dataSpec({
    source: 'csv',
    path,
    target: 'y',
    task: 'regression',
    scaling: 'none',
    ...request,
  });
  const source = await readSource(spec, directory);
  const dataset = encodeSource(source, spec);
  const trained: number[][] = Array.from({ length: rows }, () => []);
  const [width = 0] = dataset.inputShape;
  for (const { x, row } of Object.values<Split>(dataset.splits)) {
    row.forEach((each, place) => {
      trained[each] = Array.from(x.subarray(place * width, (place + 1) * width));
    });
  }
  const predicted: number[][] = [];
  const inputs = await openInputs(path, { pipeline: pipelineOf(source, dataset) });
  for await (const { x, rows: count } of inputs.batches) {
    for (let row = 0; row < count; row++) {
      predicted.push(Array.from(x.subarray(row * width, (row + 1) * width)));
    }
  }
  const column = source.raw.inputs.kind === 'table' ? source.raw.inputs.columns[0] : undefined;
  const values = column?.kind === 'number' ? [...column.values] : [];
  const names = column?.kind === 'category' ? [...column.codes].map((code) => column.categories[code]) : [];
  return { trained, predicted, read: [...values, ...names].slice(0, cells.length) };
}

const gap = Number.NaN;
const numbers = ['number', 'integer', 'boolean', 'ordinal'] as const;

test.each<[string, Request, Cell[], unknown[]]>([
  ['a code for missing numbers', { missing: ['-999'] }, [-999, 1.5, '-999.0', 2.5], [gap, 1.5, gap, 2.5]],
  ['the code in another notation', { missing: ['-999.0'] }, [-999, 1.5, '-999', 2.5], [gap, 1.5, gap, 2.5]],
  ['a blank word', { missing: [' '] }, [0, 1, '', 2], [0, 1, gap, 2]],
  ['NaN and no word', { missing: [] }, ['', 1, null, 2], [gap, 1, gap, 2]],
  [
    'a code among categories',
    { missing: ['1'], columns: { x: { type: 'category' } } },
    [1, '01', 2, '1.0'],
    [undefined, '01', '2', '1.0'],
  ],
  [
    'a code among truth values',
    { columns: { x: { type: 'boolean', missing: ['-1'] } } },
    [-1, 0, 1, '-1'],
    [gap, 0, 1, gap],
  ],
  [
    'a code in an order',
    { columns: { x: { type: 'ordinal', order: ['1', '2', '3'], missing: ['9'] } } },
    [1, 9, 3, '2'],
    [0, gap, 2, 1],
  ],
  [
    'a code for missing prices',
    { columns: { x: { type: 'number', unit: '€', missing: ['-999'] } } },
    ['-999 €', '5 €', '0', '-999', '−999 €'],
    [gap, 5, 0, gap, gap],
  ],
  ['a minus beside a plus', {}, ['-', '+', '+', '-', ''], ['-', '+', '+', '-', undefined]],
  [
    'durations',
    { columns: { x: { type: 'duration', format: 'mm:ss' } } },
    ['20:30', '-1:15', '', '1:02:30'],
    [1230, -75, gap, 3750],
  ],
  [
    'years of two digits',
    { columns: { x: { type: 'date', format: 'dd-MMM-yy' } } },
    ['5-Feb-68', '05-feb-69', null, '6-Feb-69 12:00'],
    [35829, -330, gap, -328.5],
  ],
  [
    'a date before the year 100',
    {},
    ['0001-01-01', '2024-01-01', '0099-12-31T06:00'],
    [-719162, 19723, -683003.75],
  ],
])('%s: training and prediction read the same', async (_, request, cells, expected) => {
  for (const format of ['csv', 'jsonl'] as const) {
    const { trained, predicted, read } = await readBoth(cells, format, request);
    expect(read).toEqual(expected);
    expect(predicted).toEqual(trained);
  }
});

test.each(numbers)('a value that is no %s is refused in text and in its own type', async (type) => {
  const x = type === 'ordinal' ? ({ type, order: ['1', '2'] } as const) : { type };
  const cell = type === 'number' ? true : 1.5;
  for (const [format, cells] of [
    ['csv', [1, String(cell)]],
    ['jsonl', [1, cell]],
  ] as const) {
    await expect(readBoth(cells, format, { columns: { x } })).rejects.toThrow(
      / x: must be .* declares, got /,
    );
  }
});
