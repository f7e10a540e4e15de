import type { RawImages } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { rightRows } from './codes.ts';
import { leakSeverity } from './severity.ts';
import type { JudgedTarget } from './target.ts';

const side = 2;
/** Levels of a patch's mean, from black to white: a mark is recognised under noise. */
const levels = 16;

interface PatchLeak {
  readonly x: number;
  readonly y: number;
  readonly label: number;
  readonly error: number;
  readonly baseline: number;
}

/**
 * `target-leak`: a patch of 2 × 2 pixels of one channel, in a corner, whose mean tells one class from all others almost
 * perfectly, as a watermark does. Elsewhere a place may tell a class by its nature, as the dark middle of a 0 does. Each
 * image is predicted from the others in the same of 16 levels.
 */
export function patchLeaks(
  { pixels, shape, maximum }: RawImages,
  rows: Int32Array,
  target: JudgedTarget,
  classes: readonly string[],
): DataFinding[] {
  if (target.kind === 'regression') return [];
  const [height, width, channels] = shape;
  const totals = new Int32Array(target.classes);
  for (const label of target.labels) totals[label] = (totals[label] as number) + 1;
  const line = width * channels;
  const counts = new Int32Array(levels * target.classes);
  const scale = levels / (side * side * (maximum + 1));
  const found: PatchLeak[] = [];
  for (let y = 0; y + side <= height; y++) {
    for (let at = 0; at + (side - 1) * channels < line; at++) {
      if (!isAtEnd(y, height) || !isAtEnd(Math.floor(at / channels), width)) continue;
      counts.fill(0);
      rows.forEach((row, index) => {
        const from = (row * height + y) * line + at;
        const sum =
          (pixels[from] as number) +
          (pixels[from + channels] as number) +
          (pixels[from + line] as number) +
          (pixels[from + line + channels] as number);
        const place = Math.floor(sum * scale) * target.classes + (target.labels[index] as number);
        counts[place] = (counts[place] as number) + 1;
      });
      found.push(...leaksOf(counts, totals, { x: Math.floor(at / channels), y }));
    }
  }
  return found.length === 0 ? [] : [findingOf(found, classes)];
}

/** True where the patch lies within a quarter of the image from an end: what images show stands in their middle. */
function isAtEnd(from: number, length: number): boolean {
  const reach = Math.max(side, Math.floor(length / 4));
  return from + side <= reach || from >= length - reach;
}

/** The classes that the levels of a patch tell from all others; `counts`: [levels, classes]. */
function leaksOf(counts: Int32Array, totals: Int32Array, place: { x: number; y: number }): PatchLeak[] {
  const classes = totals.length;
  const rows = totals.reduce((sum, total) => sum + total, 0);
  const inLevel = Array.from({ length: levels }, (_, level) =>
    counts.subarray(level * classes, (level + 1) * classes).reduce((sum, count) => sum + count, 0),
  );
  return Array.from(totals, (total, label): PatchLeak[] => {
    const ownAt = (level: number) => counts[level * classes + label] ?? 0;
    const right = inLevel.reduce((sum, count, level) => {
      if (count > 1) return sum + rightRows(Int32Array.of(ownAt(level), count - ownAt(level)));
      // An image alone in its level is predicted from the levels beside.
      const others = (inLevel[level - 1] ?? 0) + (inLevel[level + 1] ?? 0);
      const own = ownAt(level - 1) + ownAt(level + 1);
      return sum + Number(count === 1 && (ownAt(level) === 1 ? 2 * own > others : 2 * own < others));
    }, 0);
    const [error, baseline] = [rows - right, Math.min(total, rows - total)];
    const severity = leakSeverity(error, { kind: 'classification', evidence: baseline, baseline });
    return severity === undefined ? [] : [{ ...place, label, error, baseline }];
  }).flat();
}

function findingOf(found: readonly PatchLeak[], classes: readonly string[]): DataFinding {
  const isWorse = (one: PatchLeak, other: PatchLeak) =>
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
