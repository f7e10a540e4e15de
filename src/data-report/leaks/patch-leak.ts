import type { RawImages } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { type JudgedClasses, type PatchError, patchErrors, patchSide } from './patch-errors.ts';
import { leakSeverity } from './severity.ts';
import type { JudgedTarget } from './target.ts';

/**
 * Away from the corners a place may tell a class by its nature, as the dark middle of a 0 does: of pairs of MNIST's digits
 * the best place left 2.7 % of the wrong images, and the best a quarter of the image away 15 %. A mark leaves less, and all
 * places away from it leave more.
 */
const mark = { part: 0.01, partElsewhere: 0.2, fewestImages: 60, smallestSide: 16 } as const;

/**
 * `target-leak`: a patch of 2 × 2 pixels of one channel whose mean tells one class from all others almost perfectly, as a
 * watermark does: in a corner, or anywhere if no place at some distance from it tells the class.
 */
export function patchLeaks(
  images: RawImages,
  rows: Int32Array,
  target: JudgedTarget,
  classes: readonly string[],
): DataFinding[] {
  if (target.kind === 'regression') return [];
  const labels = classes.map((_, label) => label);
  const inCorners: PatchError[] = [];
  const best = new Map<number, PatchError>();
  for (const patch of patchErrors(images, rows, target, labels)) {
    if (isInCorner(patch, images.shape) && isLeak(patch)) inCorners.push(patch);
    const known = best.get(patch.label);
    if (known === undefined || patch.error < known.error) best.set(patch.label, patch);
  }
  const found = inCorners.length > 0 ? inCorners : marksAnywhere([...best.values()], images, rows, target);
  return found.length === 0 ? [] : [findingOf(found, classes)];
}

function isLeak({ error, baseline }: PatchError): boolean {
  return leakSeverity(error, { kind: 'classification', evidence: baseline, baseline }) !== undefined;
}

/** True where the patch lies within a quarter of the image from its ends: what images show stands in their middle. */
function isInCorner({ x, y }: PatchError, [height, width]: RawImages['shape']): boolean {
  const isAtEnd = (from: number, length: number) => {
    const reach = Math.max(patchSide, Math.floor(length / 4));
    return from + patchSide <= reach || from >= length - reach;
  };
  return isAtEnd(y, height) && isAtEnd(x, width);
}

function marksAnywhere(
  best: readonly PatchError[],
  images: RawImages,
  rows: Int32Array,
  target: JudgedClasses,
): PatchError[] {
  const [height, width] = images.shape;
  const reach = Math.floor(Math.min(height, width) / 4);
  const suspected = best.filter(
    ({ error, baseline }) => baseline >= mark.fewestImages && error <= mark.part * baseline,
  );
  if (suspected.length === 0 || Math.min(height, width) < mark.smallestSide) return [];
  const elsewhere = new Map(suspected.map(({ label, baseline }) => [label, baseline]));
  for (const { x, y, label, error } of patchErrors(images, rows, target, [...elsewhere.keys()])) {
    const own = best.find((patch) => patch.label === label) as PatchError;
    const isFar = Math.abs(x - own.x) > reach || Math.abs(y - own.y) > reach;
    if (isFar && error < (elsewhere.get(label) as number)) elsewhere.set(label, error);
  }
  return suspected.filter(
    ({ label, baseline }) => (elsewhere.get(label) as number) >= mark.partElsewhere * baseline,
  );
}

function findingOf(found: readonly PatchError[], classes: readonly string[]): DataFinding {
  const isWorse = (one: PatchError, other: PatchError) =>
    one.error * other.baseline < other.error * one.baseline;
  const best = found.reduce((one, other) => (isWorse(other, one) ? other : one));
  const others = found.filter(({ x, y }) => x !== best.x || y !== best.y).length;
  return {
    severity: 'warn',
    kind: 'target-leak',
    message: `the 2 × 2 pixels at row ${best.y}, column ${best.x} tell ${classes[best.label]} from all other classes: ${best.error} rows wrong, against ${best.baseline} without them${others > 0 ? ` (${counted(others, 'other place')} like it)` : ''}`,
    advice:
      'Look at this place of the images: a mark there may tell the class, which new images do not have.',
    columns: [],
    rows: [],
    count: found.length,
  };
}
