import { describe, expect, test } from 'vitest';
import { readSource } from '../../../src/data/load-dataset.ts';
import { findLeaks } from '../../../src/data-report/leaks/leak.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import type { DataSpec } from '../../../src/study/study-spec.ts';
import { dataSpec, defaultSplit } from '../../data/data-spec.ts';
import { blobSource, classTarget, columnsOf, normalTable } from '../given-copies.ts';
import { normal, tableSource } from '../given-source.ts';

const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const split = (seed: number) => ({ ...defaultSplit, seed }) as DataSpec['split'];

/** 400 rows of three normal columns and two classes, made from a row's cells. */
const twoClasses = (
  seed: number,
  labelOf: (cells: number[], random: ReturnType<typeof randomFor>) => boolean,
) => {
  const random = randomFor('two classes', seed);
  const table = Array.from({ length: 400 }, () => [normal(random), normal(random), normal(random)]);
  return { table, labels: table.map((cells) => Number(labelOf(cells, random))) };
};

describe('a column that gives the target away', () => {
  test.each<[string, (cells: number[]) => number]>([
    ['in other units', ([a = 0]) => 3 * a - 7],
    ['on a steep curve', ([a = 0]) => Math.exp(4 * a)],
    ['rounded', ([a = 0]) => Math.round(50 * a)],
  ])('fails, %s', (_, targetOf) => {
    const findings = findLeaks(normalTable({ rows: 600, columns: 3, seed: 1 }, undefined, targetOf));
    expect(findings).toMatchObject([{ severity: 'fail', kind: 'target-leak', columns: ['x0'] }]);
  });

  test('fails as a threshold, and as a code among missing cells', () => {
    const { table, labels } = twoClasses(1, ([a = 0]) => a > 0.2);
    expect(findLeaks(tableSource(columnsOf(table), classTarget(labels)))).toMatchObject([
      {
        severity: 'fail',
        columns: ['x0'],
        message: expect.stringMatching(/^column x0 .* of 320 rows wrong, against 1\d\d /),
      },
    ]);
    const codes = labels.map((label) => (label === 0 ? Number.NaN : 3));
    const coded = table.map(([, b = 0, c = 0], row) => [b, c, codes[row] as number]);
    expect(findLeaks(tableSource(columnsOf(coded), classTarget(labels)))).toMatchObject([
      { columns: ['x2'] },
    ]);
  });

  test('fails as a category', () => {
    const { labels } = twoClasses(1, ([a = 0]) => a > 0);
    const codes = Int32Array.from(labels, (label, row) => 2 * (row % 3) + label);
    const column = { kind: 'category' as const, name: 'code', codes, categories: [...'abcdef'] };
    expect(findLeaks(tableSource([column], classTarget(labels)))).toMatchObject([
      { severity: 'fail', columns: ['code'] },
    ]);
  });

  test('warns as a watermark of one class, under noise', () => {
    let row = 0;
    const marked = blobSource(400, 2, (image, _, random) => {
      const isMarked = row++ % 2 === 1;
      for (const at of [0, 1, 14, 15]) image[at] = (isMarked ? 60 : 120) + random.below(60);
    });
    expect(findLeaks(marked)).toMatchObject([
      {
        severity: 'warn',
        message: expect.stringMatching(
          /^the 2 × 2 pixels at row 0, column 0 tell \w+ from all other classes/,
        ),
      },
    ]);
  });

  test('fails as a pixel', () => {
    let row = 0;
    const marked = blobSource(300, 1, (image) => {
      image[13] = row++ % 2 === 0 ? 0 : 9;
    });
    expect(findLeaks(marked)).toMatchObject([{ severity: 'fail', columns: ['pixel (0, 13)'] }]);
    expect(findLeaks(blobSource(300, 1))).toEqual([]);
  });
});

describe('no leak is', () => {
  test('a category that is different in each row', () => {
    const { labels } = twoClasses(1, ([a = 0]) => a > 0);
    const categories = labels.map((_, row) => `row ${row}`);
    const column = {
      kind: 'category' as const,
      name: 'id',
      codes: Int32Array.from(labels.keys()),
      categories,
    };
    expect(findLeaks(tableSource([column], classTarget(labels)))).toEqual([]);
  });

  test('a number that only counts rows in no order', () => {
    const { table, labels } = twoClasses(2, ([a = 0]) => a > 0);
    const counted = table.map((_, row) => [row]);
    expect(findLeaks(tableSource(columnsOf(counted), classTarget(labels)))).toEqual([]);
  });

  test('any column where rows were copied', () => {
    const source = normalTable(
      { rows: 600, columns: 3, seed: 1 },
      (cells, row) => {
        if (row % 20 !== 0) cells[row] = cells[row - 1] as number[];
      },
      ([a = 0, b = 0, c = 0]) => a + b * c,
    );
    expect(findLeaks(source)).toEqual([]);
  });

  test('a strong column under noise', () => {
    for (const seed of seeds) {
      const { table, labels } = twoClasses(seed, ([a = 0], random) => a + 0.1 * normal(random) > 0);
      expect(findLeaks(tableSource(columnsOf(table), classTarget(labels), seed))).toEqual([]);
      const line = normalTable(
        { rows: 400, columns: 2, seed },
        undefined,
        ([a = 0], random) => a + 0.1 * normal(random),
      );
      expect(findLeaks(line)).toEqual([]);
    }
  });

  test.each<[string, Partial<DataSpec> & Pick<DataSpec, 'source'>]>([
    ['iris', { source: 'iris' }],
    ['penguins', { source: 'penguins' }],
    ['the mass of penguins', { source: 'penguins', target: 'bodyMassGrams' }],
    ['digits', { source: 'digits' }],
  ])('in %s with ten seeds', async (_, spec) => {
    for (const seed of seeds)
      expect(findLeaks(await readSource(dataSpec({ ...spec, split: split(seed) }), '.'))).toEqual([]);
  });
});
