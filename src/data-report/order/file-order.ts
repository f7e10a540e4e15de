import type { RawColumn, RawTarget } from '../../data/raw-data.ts';
import { randomFor } from '../../statistics/random.ts';
import { type JudgedTarget, judgedTarget } from '../leaks/target.ts';
import { nearestOf } from '../neighbours/nearest.ts';
import { type Points, pointsOf } from '../neighbours/points.ts';
import { isSorted } from './sorted.ts';

/** How far the rows next to a row in the file resemble it, and whether they tell its target better than others do. */
export interface FileOrder {
  /** The share of rows whose most similar row is at most two places away. */
  readonly besideShare: number;
  /** How often the most similar row is at most two places away rather than a little farther, per place. */
  readonly peak: number;
  /** The share of rows whose most similar row is at most `window` places away. */
  readonly windowShare: number;
  readonly window: number;
  /** The error of the mean, or the most frequent class, of the five most similar rows, as a share of a constant's. */
  readonly errorWith: number;
  /** The same without rows that are at most `window` places away. */
  readonly errorWithout: number;
  /** Rows that are predicted better with rows from the window than without, and worse. */
  readonly better: number;
  readonly worse: number;
}

const fewestRows = 100;
const mostRows = 3000;
const mostAnchors = 300;
const neighbours = 5;
const beside = 2;
/** In files sorted by something the most similar row is as near, but with an even spread over the window. */
const fewestBeside = 0.15;
const smallestPeak = 6;
const fewestInWindow = 0.7;

/**
 * Examines at most the first 3,000 rows, in the order of the file. Columns that are sorted are left out: rows of a file
 * that is sorted by them are similar in that, and need not belong together otherwise. Undefined when the most similar
 * row is no nearer in the file than chance has it, or only as near as in a file sorted by what resembles a column.
 */
export function measureOrder(columns: readonly RawColumn[], target: RawTarget): FileOrder | undefined {
  const total = target.kind === 'classification' ? target.labels.length : target.values.length;
  if (total < fewestRows) return undefined;
  const rows = Int32Array.from({ length: Math.min(total, mostRows) }, (_, row) => row);
  const points = pointsOf(
    columns.filter((column) => !isSorted(column.kind === 'number' ? column.values : column.codes)),
    rows,
  );
  if (points.width + points.categories === 0) return undefined;
  const random = randomFor('file order');
  const anchors = random.shuffle(rows.slice()).subarray(0, mostAnchors);
  // Equally similar rows are taken in a random order, and not in that of the file.
  const candidates = random.shuffle(rows.slice());
  const window = Math.max(10, Math.ceil(rows.length / 20));
  const nearest = Array.from(anchors, (row) => nearestOf(points, row, neighbours, candidates).rows);
  const places = nearest.map((others, at) => Math.abs((others[0] as number) - (anchors[at] as number)));
  const close = places.filter((place) => place <= beside).length;
  const near = places.filter((place) => place <= window).length;
  const farther = (near - close + 1) / (window - beside);
  const shares = {
    besideShare: close / anchors.length,
    windowShare: near / anchors.length,
    peak: close / beside / farther,
    window,
  };
  const isPeaked = shares.besideShare >= fewestBeside && shares.peak >= smallestPeak;
  if (!isPeaked && shares.windowShare < fewestInWindow) return undefined;
  return {
    ...shares,
    ...compareErrors(points, judgedTarget(target, rows), { anchors, candidates, nearest, window }),
  };
}

interface Compared {
  readonly anchors: Int32Array;
  readonly candidates: Int32Array;
  readonly nearest: readonly Int32Array[];
  readonly window: number;
}

function compareErrors(
  points: Points,
  target: JudgedTarget,
  { anchors, candidates, nearest, window }: Compared,
): Pick<FileOrder, 'errorWith' | 'errorWithout' | 'better' | 'worse'> {
  let [better, worse, errorWith, errorWithout, constant] = [0, 0, 0, 0, 0];
  anchors.forEach((row, at) => {
    const isFar = (other: number) => Math.abs(other - row) > window;
    const outside = nearestOf(points, row, neighbours, candidates, isFar);
    const [one, other] = [
      errorOf(target, row, nearest[at] as Int32Array),
      errorOf(target, row, outside.rows),
    ];
    if (one < other) better++;
    if (one > other) worse++;
    errorWith += one;
    errorWithout += other;
    constant += errorOf(target, row, candidates);
  });
  return { better, worse, errorWith: errorWith / constant, errorWithout: errorWithout / constant };
}

/** The distance of a row's rank from the mean of the others', or the share of the others with another class. */
function errorOf(target: JudgedTarget, row: number, others: Int32Array): number {
  if (target.kind === 'classification') {
    const same = others.filter((other) => target.labels[other] === target.labels[row]);
    return 1 - same.length / others.length;
  }
  const sum = others.reduce((total, other) => total + (target.ranks[other] as number), 0);
  return Math.abs((target.ranks[row] as number) - sum / others.length);
}
