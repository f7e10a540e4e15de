import { asTable } from '../../data/arrays/array-columns.ts';
import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding, DuplicatePair, Severity } from '../../reports/data-report.ts';
import { counted, percent } from '../../reports/figure.ts';
import { binomialTail, shareAtLeast } from '../../statistics/significance.ts';
import type { Copies } from '../duplicates/copies.ts';
import { describePair } from '../duplicates/pairs.ts';
import { nearestImages } from './images.ts';
import type { NearestRows } from './rows.ts';
import { nearestTableRows } from './tables.ts';

export interface NearCopies {
  readonly count: number;
  readonly pairs: readonly DuplicatePair[];
  readonly findings: readonly DataFinding[];
}

const none: NearCopies = { count: 0, pairs: [], findings: [] };
const certainty = 0.001;
const failedShare = 0.2;
const warnedShare = 0.05;
const listed = 20;

/**
 * Rows of validation and test that nearly equal a training row: twenty times nearer (images: seven times) than a row's
 * usual neighbour. For rows that are near by chance, the density is the same up to twice the distance: within half a
 * distance lie 2^−d of them, in d dimensions, and about half at most. Noisy copies cluster at small distances instead.
 * So near rows are reported only when significantly more lie within the distance than the count at its double explains;
 * measurements on a coarse grid, such as those of irises, have no two rows that near except equal ones.
 */
export function findNearCopies(source: SourceRows, copies: Copies): NearCopies {
  const { inputs } = source.raw;
  const nearest =
    inputs.kind === 'images'
      ? nearestImages(source, inputs, copies)
      : nearestTableRows(source, asTable(inputs), copies);
  if (nearest === undefined) return none;
  const near = rowsWithin(nearest.distance, 1);
  const around = rowsWithin(nearest.distance, 2).length;
  // Somewhat more than 2^−d: a search by cells misses more of the farther rows.
  const byChance = Math.min(0.65, 1.5 * 2 ** -Math.min(nearest.dimension, 8));
  if (near.length === 0 || binomialTail(near.length, around, byChance) > certainty) return none;
  const pairs = near
    .slice(0, listed)
    .map((row) => describePair('near', [nearest.twin[row] as number, row], source, copies.splitOf));
  return { count: near.length, pairs, findings: [nearFinding(source, near, nearest)] };
}

function nearFinding(
  { raw, rows }: SourceRows,
  near: readonly number[],
  { queries }: NearestRows,
): DataFinding {
  const total = splitNames.reduce((sum, name) => sum + (name === 'train' ? 0 : rows[name].length), 0);
  const atLeast = shareAtLeast(near.length, queries);
  const severity: Severity = atLeast >= failedShare ? 'fail' : atLeast > warnedShare ? 'warn' : 'info';
  const sample = queries < total ? ` (${counted(queries, 'row')} were looked at)` : '';
  return {
    severity,
    kind: 'near-duplicates',
    message: `${near.length} validation and test rows (${percent(near.length / queries)}) are nearly a training row${sample}`,
    advice:
      'Look at the pairs. If one was made from the other, keep both in the same split by a split column.',
    columns: [],
    rows: near.slice(0, listed).map((row) => raw.rowNumbers[row] as number),
    count: near.length,
  };
}

function rowsWithin(distances: Float64Array, limit: number): number[] {
  const rows: number[] = [];
  for (let row = 0; row < distances.length; row++) if ((distances[row] as number) <= limit) rows.push(row);
  return rows;
}
