import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { percent } from '../../reports/figure.ts';
import { type Cells, sampleCells } from './cells.ts';
import { findMixedCells } from './mixed-cells.ts';
import { findMovedCells } from './moved-cells.ts';

const listedRows = 20;

/** `inconsistent-rows`: rows of numbers that stand in other columns, or that do not belong together. */
export function findInconsistentRows({ raw }: SourceRows): DataFinding[] {
  if (raw.inputs.kind !== 'table') return [];
  const cells = sampleCells(raw.inputs.columns, raw.rowNumbers.length);
  if (cells === undefined) return [];
  const numbersOf = (places: readonly number[]) =>
    places
      .map((place) => raw.rowNumbers[cells.rows[place] as number] as number)
      .sort((one, other) => one - other);
  const moved = findMovedCells(cells);
  if (moved !== undefined)
    return [
      finding(
        numbersOf(moved.places),
        `${partOf(moved.places, cells)} have their numbers ${moved.name}: put back, they are like the other rows`,
        'look at how these rows were written or joined, and put their cells into the order of the header',
      ),
    ];
  const mixed = findMixedCells(cells);
  if (mixed === undefined) return [];
  const isWithin = mixed.kind === 'within rows';
  const what = isWithin
    ? 'have their numbers in any order: in each column they are distributed as numbers of all columns'
    : 'have numbers that do not belong together: they agree no better than numbers of different rows';
  const advice = isWithin
    ? 'look at how these rows were written, and put their cells into the order of the header'
    : 'look at how the columns were joined or sorted: one that was sorted or joined by its place belongs to other rows';
  return [finding(numbersOf(mixed.places), `${partOf(mixed.places, cells)} ${what}`, advice)];
}

function partOf(places: readonly number[], { rows }: Cells): string {
  return `${percent(places.length / rows.length)} of ${rows.length} rows`;
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
