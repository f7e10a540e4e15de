import { expect, test } from 'vitest';
import { readSource, type SourceRows } from '../../src/data/load-dataset.ts';
import type { DataSpec } from '../../src/study/study-spec.ts';
import { csvDirectory, dataSpec, faultsOf } from './data-spec.ts';

function read(text: string, isTolerant: boolean, spec: Partial<DataSpec> = {}): Promise<SourceRows> {
  const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y', ...spec });
  return readSource(request, csvDirectory(text), { isTolerant });
}

/** Rows of size, colour and y, each cell of which tells its row; `change` may break one. */
function csv(rows: number, change: (row: number, cells: string[]) => string[] = (_, cells) => cells): string {
  const lines = Array.from({ length: rows }, (_, row) =>
    change(row, [`${row}.5`, `colour ${row % 7}`, `${row * 10}.25`]).join(','),
  );
  return ['size,colour,y', ...lines].join('\n');
}

/** The cells of each row, in the order of the rows. */
function contents({ raw }: SourceRows): unknown[] {
  const { inputs, target, rowNumbers } = raw;
  if (inputs.kind !== 'table' || target.kind === 'classification') throw new Error('a table of numbers');
  return Array.from(rowNumbers, (row, index) => [
    row,
    ...inputs.columns.map((column) =>
      column.kind === 'number' ? column.values[index] : column.categories[column.codes[index] as number],
    ),
    target.values[index],
  ]);
}

test('a sound file is read alike either way', async () => {
  const [strict, tolerant] = [await read(csv(60), false), await read(csv(60), true)];
  expect(tolerant).toEqual({
    ...strict,
    raw: { ...strict.raw, file: tolerant.raw.file, layouts: tolerant.raw.layouts, problems: [] },
  });
  expect(strict.raw.nonFinite).toBeUndefined();
});

test('the rows that are left keep their cells together, and know where they stand', async () => {
  const text = csv(60, (row, cells) => {
    if (row === 3) return cells.slice(1);
    if (row === 10) return [cells[0] as string, cells[1] as string, ''];
    if (row === 20) return ['oops', cells[1] as string, cells[2] as string];
    return cells;
  });
  const source = await read(text, true);
  const kept = Array.from({ length: 60 }, (_, row) => row).filter((row) => row !== 3 && row !== 10);
  expect(contents(source)).toEqual(
    kept.map((row) => [row, row === 20 ? Number.NaN : row + 0.5, `colour ${row % 7}`, row * 10 + 0.25]),
  );
  const members = [source.rows.train, source.rows.validation, source.rows.test].flatMap((rows) => [...rows]);
  expect(members.sort((one, other) => one - other)).toEqual(kept.map((_, index) => index));
  expect(source.raw.problems?.map(({ kind, rows, count }) => ({ kind, rows, count }))).toEqual([
    { kind: 'broken-row', rows: [3], count: 1 },
    { kind: 'text-among-numbers', rows: [20], count: 1 },
    { kind: 'missing-target', rows: [10], count: 1 },
  ]);
});

test('classes and columns that have lost all of their rows are gone', async () => {
  const text = `${csv(40, (row, cells) => [cells[0] as string, '', row % 2 ? 'one' : 'two'])}\n7.5,red,`;
  const { raw } = await read(text, true);
  expect(raw.inputs).toMatchObject({ columns: [{ name: 'size' }] });
  expect(raw.target).toMatchObject({ classes: ['one', 'two'] });
  expect(raw.problems?.map(({ kind }) => kind)).toEqual(['empty-column', 'missing-target']);
});

test('a thousand faults are one problem, with the first of them and their number', async () => {
  const { raw } = await read(
    csv(3000, (row, cells) => (row % 2 ? cells : cells.slice(1))),
    true,
  );
  expect(raw.problems).toHaveLength(1);
  expect(raw.problems?.[0]).toMatchObject({ kind: 'broken-row', count: 1500 });
  expect(raw.problems?.[0]?.rows).toEqual(Array.from({ length: 20 }, (_, index) => 2 * index));
  expect(raw.problems?.[0]?.faults).toHaveLength(20);
});

test('a file is read up to a quotation that is never closed', async () => {
  const { raw } = await read(`${csv(60)}\n"1,red,2\n3,red,4`, true);
  expect(raw.rowNumbers).toHaveLength(60);
  expect(raw.problems).toMatchObject([{ kind: 'broken-file', faults: [{ line: 62 }] }]);
});

test('cells that say NaN are missing, and told apart from empty ones', async () => {
  const cells = ['NaN', '', 'nan', 'NA'];
  const text = csv(60, (row, [size, ...rest]) => [cells[row - 30] ?? (size as string), ...rest]);
  const { raw } = await read(text, false);
  expect(raw.nonFinite).toEqual([{ column: 'size', rows: [30, 32], nanCount: 2, infiniteCount: 0 }]);
  const [size] = raw.inputs.kind === 'table' ? raw.inputs.columns : [];
  expect(size?.kind === 'number' && size.values.filter(Number.isNaN)).toHaveLength(4);
});

test('infinities are refused, however many, and tolerated as missing', async () => {
  const text = csv(60, (row, [, ...rest]) => [row % 3 === 0 ? '-Infinity' : `${row % 5}`, ...rest]);
  const faults = await faultsOf(read(text, false));
  expect(faults).toEqual([
    'table.csv:2:1 size: must be a finite number, at most 3.4e38 as 32-bit floats are, got "-Infinity" (leave the cell empty if its value is missing)',
  ]);
  const { raw } = await read(text, true);
  expect(raw.nonFinite).toMatchObject([{ column: 'size', nanCount: 0, infiniteCount: 20 }]);
  expect(raw.inputs).toMatchObject({ columns: [{ kind: 'number' }, { kind: 'category' }] });
});

test.each([true, false])(
  'a missing target is found in a column of very many values (tolerant: %s)',
  async (isTolerant) => {
    const text = csv(3000, (row, cells) => (row === 2500 ? [...cells.slice(0, 2), ''] : cells));
    const { raw } = await read(text, isTolerant);
    expect(raw.rowNumbers).toHaveLength(2999);
    expect(raw.problems).toMatchObject([
      { kind: 'missing-target', count: 1, rows: [2500], faults: [{ line: 2502, column: 3 }] },
    ]);
  },
);

test('rows without a target are left out, and most of them is said otherwise than some', async () => {
  const without = (share: number) =>
    csv(100, (row, cells) => (row % 10 < share ? [...cells.slice(0, 2), ''] : cells));
  const constraints = [3, 7].map(async (share) => {
    const source = await read(without(share), false);
    expect(contents(source)).toEqual(
      Array.from({ length: 100 }, (_, row) => row)
        .filter((row) => row % 10 >= share)
        .map((row) => [row, row + 0.5, `colour ${row % 7}`, row * 10 + 0.25]),
    );
    return source.raw.problems?.[0]?.faults[0]?.constraint;
  });
  expect(await Promise.all(constraints)).toEqual([
    'the target is missing in 30 of 100 rows',
    'only 30 of 100 rows have a target',
  ]);
});

test('splits that nothing can be learnt from or measured on are tolerated', async () => {
  const part = (row: number) => (row === 5 ? 'test' : 'train');
  const text = csv(40, (row, [size, colour]) => [
    size as string,
    colour as string,
    `${row === 5 ? 'rare' : `class ${row % 2}`},${part(row)}`,
  ]);
  const spec = { split: { kind: 'column', column: 'part' } } as const;
  const { raw, rows } = await read(text.replace('size,colour,y', 'size,colour,y,part'), true, spec);
  expect(raw.problems?.map(({ kind, count }) => [kind, count])).toEqual([
    ['small-split', 1],
    ['untrained-class', 1],
  ]);
  expect([rows.train.length, rows.validation.length, rows.test.length]).toEqual([31, 8, 1]);
});

test('reading tells how far it is', async () => {
  const fractions: number[] = [];
  const request = dataSpec({ source: 'csv', path: 'table.csv', target: 'y' });
  const onProgress = (fraction: number) => fractions.push(fraction);
  await readSource(request, csvDirectory(csv(30_000)), { onProgress });
  expect(fractions.length).toBeGreaterThan(3);
  expect(fractions).toEqual(fractions.toSorted((one, other) => one - other));
  expect(fractions.at(-1)).toBeLessThanOrEqual(1);
  expect(fractions[0]).toBeGreaterThan(0);
});
