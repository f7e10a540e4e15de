import { expect, test } from 'vitest';
import { readSource, type SourceRows } from '../../../src/data/load-dataset.ts';
import { relationOf } from '../../../src/data-report/relations/relation.ts';
import { orderRelations, relatedColumns, relatedRows } from '../../../src/data-report/relations/relations.ts';
import { dataSpec } from '../../data/data-spec.ts';
import { drawn, normal, numberColumn, numberTarget, reportCsv, tableSource } from '../given-source.ts';

function relateColumns(source: SourceRows) {
  const relations = relatedColumns(source).map((column) =>
    relationOf(column, source.raw.target, relatedRows(source)),
  );
  return orderRelations(relations);
}

test('columns against classes: medians of numbers, shares of categories, the strongest first', async () => {
  const source = await readSource(dataSpec({ source: 'penguins' }), '.');
  const relations = relateColumns(source);
  expect(relations.map(({ column }) => column).slice(-2)).toEqual(['island', 'sex']);
  const sex = relations.at(-1);
  expect(sex).toMatchObject({ summarises: 'classes', classes: ['Adelie', 'Gentoo', 'Chinstrap'] });
  expect(sex?.explained.chance).toBeGreaterThan(0.5);
  const shares = sex?.groups[0]?.shares ?? [];
  expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
  const flipper = relations.find(({ column }) => column === 'flipperLengthMm');
  expect(flipper).toMatchObject({ summarises: 'column', rows: 273 });
  expect(flipper?.groups.map(({ name, numbers }) => [name, numbers?.p50])).toEqual([
    ['Adelie', 190],
    ['Chinstrap', 196],
    ['Gentoo', 216],
  ]);
  expect(flipper?.explained.low).toBeGreaterThan(0.6);
  expect(flipper?.explained.high).toBeLessThan(0.8);
});

test('test rows tell nothing', async () => {
  const values = drawn(1, 400, normal);
  const given = tableSource([numberColumn('a', values)], numberTarget(drawn(2, 400, normal)));
  const test = new Set(given.rows.test);
  const target = values.map((value, row) =>
    test.has(row) ? 1000 * value : (drawn(3, 400, normal)[row] ?? 0),
  );
  const [relation] = relateColumns(tableSource([numberColumn('a', values)], numberTarget(target)));
  expect(relation?.rows).toBe(400 - test.size);
  expect(relation?.explained.share).toBeLessThan(0.1);
});

test('a bend that a correlation does not see is explained by tenths of the column', async () => {
  const values = drawn(1, 500, normal);
  const noise = drawn(2, 500, normal);
  const target = values.map((value, row) => value ** 2 + 0.1 * (noise[row] ?? 0));
  const columns = [numberColumn('noise', drawn(4, 500, normal)), numberColumn('bent', values)];
  const [bent, other] = relateColumns(tableSource(columns, numberTarget(target)));
  expect(bent?.column).toBe('bent');
  expect(Math.abs(bent?.correlation?.value ?? 1)).toBeLessThan(0.2);
  expect(bent?.explained.share).toBeGreaterThan(0.8);
  expect(bent?.groups).toHaveLength(10);
  expect(other?.explained.low).toBe(0);
});

test('the order is that of the shares, also where correlations have another', async () => {
  const columns = Array.from({ length: 30 }, (_, at) => numberColumn(`x${at}`, drawn(at, 80, normal)));
  const relations = relateColumns(tableSource(columns, numberTarget(drawn(99, 80, normal))));
  const descending = (numbers: readonly number[]) => numbers.toSorted((one, other) => other - one);
  const shares = relations.map(({ explained }) => explained.share);
  expect(shares).toEqual(descending(shares));
  const squares = relations.map(({ correlation }) => (correlation?.value ?? 0) ** 2);
  const larger = relations.map((_, at) => Math.max(shares[at] ?? 0, squares[at] ?? 0));
  expect(larger).not.toEqual(descending(larger));
});

test('dates, categories and few values have groups with their names', async () => {
  const lines = Array.from({ length: 120 }, (_, row) => {
    const day = `2024-0${1 + (row % 9)}-1${row % 3}`;
    return `${day},${['red', 'blue'][row % 2]},${row % 3},${row % 60 === 7 ? 'rare' : 'usual'},${row + 0.5}`;
  });
  const { relations } = await reportCsv(['day,colour,few,name,y', ...lines].join('\n'));
  const namesOf = (name: string) =>
    relations.find(({ column }) => column === name)?.groups.map((group) => group.name);
  expect(namesOf('few')).toEqual(['0', '1', '2']);
  expect(namesOf('colour')?.toSorted()).toEqual(['blue', 'red']);
  expect(namesOf('name')).toEqual(['usual', 'rarer ones']);
  expect(namesOf('day')?.[0]).toBe('2024-01-10');
});

test('of images the brightness is told', async () => {
  const relations = relateColumns(await readSource(dataSpec({ source: 'digits' }), '.'));
  expect(relations.map(({ column, summarises }) => [column, summarises])).toEqual([['brightness', 'column']]);
});
