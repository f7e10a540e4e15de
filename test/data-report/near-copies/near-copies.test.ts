import { describe, expect, test } from 'vitest';
import { findDuplicates } from '../../../src/data-report/duplicates.ts';
import { randomFor } from '../../../src/statistics/random.ts';
import { blobSource, classTarget, columnsOf, normalTable } from '../given-copies.ts';
import { kindsOf, normal, tableSource } from '../given-source.ts';

const seeds = Array.from({ length: 10 }, (_, seed) => seed);
const nearOf = (source: Parameters<typeof findDuplicates>[0]) =>
  findDuplicates(source).report.nearAcrossSplits;

describe('near rows of a table', () => {
  test.each([
    [5, 3e-3],
    [5, 1e-5],
    [20, 1e-2],
  ])('of %i columns with noise of %f are found, and nothing else', (columns, noise) => {
    const twins = new Map<number, number>();
    const source = normalTable({ rows: 1500, columns, seed: 3 }, (cells, row, random) => {
      if (row % 4 !== 3) return;
      const twin = row - 3;
      twins.set(row, twin);
      cells[row] = (cells[twin] as number[]).map((cell) => cell + noise * normal(random));
    });
    const train = new Set(source.rows.train);
    const partner = new Map([...twins, ...[...twins].map(([row, twin]) => [twin, row] as const)]);
    const crossing = [...partner].filter(([row, twin]) => !train.has(row) && train.has(twin)).length;
    const { report, findings } = findDuplicates(source);
    expect(report.nearAcrossSplits / crossing).toBeGreaterThan(0.9);
    expect(report.nearAcrossSplits).toBeLessThanOrEqual(crossing);
    for (const {
      rows: [one, other],
      kind,
    } of report.pairs) {
      expect(kind).toBe('near');
      expect(partner.get(one - 1)).toBe(other - 1);
    }
    expect(kindsOf({ findings })[0]).toMatch(/^(warn|fail) near-duplicates$/);
  });

  test.each([
    [1, 2000],
    [2, 2000],
    [6, 800],
    [30, 400],
  ])('are not seen in %i columns of normal numbers', (columns, rows) => {
    for (const seed of seeds) expect(nearOf(normalTable({ rows, columns, seed }))).toBe(0);
  });

  test('are not seen in dense, coarse, skewed and mostly empty columns', () => {
    const makers: readonly ((random: ReturnType<typeof randomFor>) => number[])[] = [
      (random) => [Math.round(20 * normal(random)), Math.round(20 * normal(random))],
      (random) => [Math.exp(3 * normal(random)), Math.exp(3 * normal(random))],
      (random) => [
        random.below(3) * random.next(),
        random.below(3) * random.below(2) * random.next(),
        random.below(2),
      ],
      (random) => [Math.round(1e4 * random.next()) / 100, random.below(20)],
    ];
    for (const make of makers) {
      for (const seed of seeds) {
        const random = randomFor('odd', seed);
        const table = Array.from({ length: 1000 }, () => make(random));
        expect(nearOf(tableSource(columnsOf(table), classTarget(table.map((_, row) => row % 2)), seed))).toBe(
          0,
        );
      }
    }
  });
});

describe('near images', () => {
  const size = 14 * 14;
  const earlierImage = (earlier: Uint8Array, below: (bound: number) => number) => {
    const row = below(earlier.length / size);
    return earlier.subarray(row * size, (row + 1) * size);
  };

  test.each<[string, (image: Uint8Array, original: Uint8Array) => void]>([
    ['brighter', (image, original) => image.set(original.map((pixel) => 30 + 0.9 * pixel))],
    ['shifted', (image, original) => image.set(original.subarray(0, size - 1), 1)],
    ['noisy', (image, original) => image.set(original.map((pixel, at) => pixel + (at % 3)))],
  ])('that are %s copies are found', (_, change) => {
    const source = blobSource(500, 1, (image, earlier, random) => {
      if (earlier.length > 0 && random.below(4) === 0) change(image, earlierImage(earlier, random.below));
    });
    const { report, findings } = findDuplicates(source);
    // A quarter of 200 rows are copies, and 0.6 of their originals stand in training.
    expect(report.nearAcrossSplits).toBeGreaterThan(20);
    expect(findings.map(({ kind }) => kind)).toContain('near-duplicates');
  });

  test('are not seen in images that were drawn one by one', () => {
    for (const seed of seeds) expect(nearOf(blobSource(300, seed))).toBe(0);
  });
});
