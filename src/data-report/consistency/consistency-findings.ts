import { type NumberTable, numberTables } from '../../data/arrays/number-tables.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawData } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { percent } from '../../reports/figure.ts';
import { ascendingRows } from '../columns/ascending-rows.ts';
import { sampleCells } from './cells.ts';
import { findMixedCells } from './mixed-cells.ts';
import { findMovedCells } from './moved-cells.ts';

const listedRows = 20;

/** `inconsistent-rows`: rows or steps of numbers that stand in other columns, or that do not belong together. */
export function findInconsistentRows({ raw }: SourceRows): DataFinding[] {
  return numberTables(raw)
    .filter(({ areQuantities }) => areQuantities)
    .flatMap((table) => findInTable(table, raw));
}

function findInTable(table: NumberTable, raw: RawData): DataFinding[] {
  const cells = sampleCells(table.columns, table.rows.length);
  if (cells === undefined) return [];
  const partOf = (places: readonly number[]) =>
    `${percent(places.length / cells.rows.length)} of ${cells.rows.length} ${table.of}`;
  const rowsAt = (places: readonly number[]) =>
    ascendingRows(
      places.map((place) => cells.rows[place] as number),
      table,
      raw,
    );
  const moved = findMovedCells(cells);
  if (moved !== undefined)
    return [
      finding(
        rowsAt(moved.places),
        `${partOf(moved.places)} have their numbers ${moved.name}: put back, they are like the other ${table.of}`,
        'look at how these rows were written or joined, and put their cells into the order of the header',
      ),
    ];
  const mixed = findMixedCells(cells);
  if (mixed === undefined) return [];
  const isWithin = mixed.kind === 'within rows';
  const what = isWithin
    ? 'have their numbers in any order: in each column they are distributed as numbers of all columns'
    : `have numbers that do not belong together: they agree no better than numbers of different ${table.of}`;
  const advice = isWithin
    ? 'look at how these rows were written, and put their cells into the order of the header'
    : 'look at how the columns were joined or sorted: one that was sorted or joined by its place belongs to other rows';
  return [finding(rowsAt(mixed.places), `${partOf(mixed.places)} ${what}`, advice)];
}

function finding(rows: readonly number[], message: string, advice: string): DataFinding {
  return {
    severity: 'warn',
    kind: 'inconsistent-rows',
    message,
    advice,
    columns: [],
    rows: rows.slice(0, listedRows),
    count: rows.length,
  };
}
