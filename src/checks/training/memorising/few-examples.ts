import type { Dataset, Split } from '../../../data/dataset.ts';
import type { Random } from '../../../statistics/random.ts';
import { partOf, sampleRows } from '../../../training/probes/rows.ts';

/** Number of rows to choose from. */
const candidates = 200;

/**
 * At most `count` training rows for a model to memorise: the classes alternate, and from each class the row farthest
 * from those already chosen is taken. Rows with the same inputs are taken once, since no model can distinguish them.
 */
export function fewExamples({ task, splits: { train } }: Dataset, count: number, random: Random): Split {
  const pool = partOf(train, random.shuffle(sampleRows(train, candidates, random)));
  const rowSize = pool.x.length / pool.rows;
  const xOf = (row: number) => pool.x.subarray(row * rowSize, (row + 1) * rowSize);
  const nearest = new Float64Array(pool.rows).fill(Number.POSITIVE_INFINITY);
  const classes = task.kind === 'classification' ? task.classes.length : 1;
  const classOf = (row: number) => (task.kind === 'classification' ? (pool.y[row] as number) : 0);
  const taken: number[] = [];
  // A class without remaining rows is skipped.
  for (let turn = 0, misses = 0; taken.length < count && misses < classes; turn++) {
    const row = farthest(nearest, (each) => classOf(each) === turn % classes);
    misses = row === undefined ? misses + 1 : 0;
    if (row === undefined) continue;
    taken.push(row);
    for (let other = 0; other < pool.rows; other++) {
      nearest[other] = Math.min(nearest[other] as number, squaredDistance(xOf(row), xOf(other)));
    }
  }
  return partOf(pool, Int32Array.from(taken));
}

/** Undefined when every eligible row has the same inputs as a chosen one. */
function farthest(nearest: Float64Array, isMeant: (row: number) => boolean): number | undefined {
  let best: number | undefined;
  nearest.forEach((distance, row) => {
    if (distance > (best === undefined ? 0 : (nearest[best] as number)) && isMeant(row)) best = row;
  });
  return best;
}

function squaredDistance(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < one.length; index++) {
    sum += ((one[index] as number) - (other[index] as number)) ** 2;
  }
  return sum;
}
