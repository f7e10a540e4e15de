import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawTable } from '../../data/raw-data.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Copies } from '../duplicates/copies.ts';
import { trainIndex } from '../split-of-rows.ts';
import { cellIndex, lookUp } from './cells.ts';
import { usualNeighbour } from './neighbour.ts';
import { projectRows } from './projections.ts';
import type { NearestRows } from './rows.ts';
import { rowSpace } from './space.ts';

/** A row is near when its distance is below this share of the usual distance to a nearest neighbour. */
const nearPart = 0.05;
const tables = 3;
const projectionsPerTable = 5;
const projections = tables * projectionsPerTable;
/**
 * In units of the near distance: a pair at that distance shares a cell of one table with probability 0.6, of one of
 * three with 0.93.
 */
const cellWidth = 8;

/**
 * Numbers are compared as shares of rows below them; categories must be equal. Candidates are training rows in the same
 * cell of random projections, in any of three tables (M. Datar et al., "Locality-sensitive hashing scheme based on
 * p-stable distributions", 2004); a row examines at most 64 of them in each table, by their true distance. So the cost
 * is linear in the rows; in crowded cells some near rows can be missed. Undefined when there are too few rows to define
 * near, or no numbers.
 */
export function nearestTableRows(
  { raw, rows }: SourceRows,
  table: RawTable,
  { groups, splitOf, firstInSplit }: Copies,
): NearestRows | undefined {
  const random = randomFor('near rows');
  const inTrain = firstInSplit[trainIndex] as Int32Array;
  const held = rows.train.filter((row) => inTrain[groups.leader[row] as number] === row);
  const space = rowSpace(table, held, random);
  if (space === undefined) return undefined;
  const usual = usualNeighbour(space, held, random);
  if (usual === undefined) return undefined;
  const near = usual.distance * nearPart;
  const isQuery = (row: number) =>
    splitOf[row] !== trainIndex && inTrain[groups.leader[row] as number] === -1;
  const queries = Int32Array.from(raw.rowNumbers.keys()).filter(isQuery);
  const points = projectRows(space, projections, random);
  const twin = new Int32Array(splitOf.length).fill(-1);
  const distance = new Float64Array(splitOf.length).fill(Number.POSITIVE_INFINITY);
  for (let number = 0; number < tables; number++) {
    const from = number * projectionsPerTable;
    const grid = { points, from, count: projectionsPerTable, width: near * cellWidth };
    const index = cellIndex(grid, space.kindOf, held, random);
    for (const row of queries) {
      lookUp(index, row, 2 * near, (candidate) => {
        const limit = Math.min(2, distance[row] as number) * near;
        const found = space.distance(row, candidate, limit) / near;
        if (found < (distance[row] as number)) {
          distance[row] = found;
          twin[row] = candidate;
        }
      });
    }
  }
  const dimension = space.hasLumps ? 1 : usual.dimension;
  return { twin, distance, queries: totalQueries(rows), dimension };
}

/** Rows with an exact twin count as examined. */
function totalQueries({ validation, test }: SourceRows['rows']): number {
  return validation.length + test.length;
}
