import type { RawImages } from '../../data/raw-data.ts';
import { rightRows } from './codes.ts';
import type { JudgedTarget } from './target.ts';

export const patchSide = 2;
/** Levels of a patch's mean, from black to white: a mark is recognised under noise. */
const levels = 16;

/** The classes of some images. */
export type JudgedClasses = Extract<JudgedTarget, { kind: 'classification' }>;

/** How well the mean of a patch of 2 × 2 pixels of one channel tells a class from all others. */
export interface PatchError {
  readonly x: number;
  readonly y: number;
  readonly label: number;
  /** Images that are taken for another class, each predicted from the others in the same of 16 levels. */
  readonly error: number;
  /** Those that are without the patch. */
  readonly baseline: number;
}

/** The errors of all patches for each of these classes, patch by patch. `rows`: the images of `target`. */
export function* patchErrors(
  { pixels, shape, maximum }: RawImages,
  rows: Int32Array,
  { labels, classes }: JudgedClasses,
  judged: readonly number[],
): Generator<PatchError> {
  const [height, width, channels] = shape;
  const line = width * channels;
  const totals = new Int32Array(classes);
  for (const label of labels) totals[label] = (totals[label] as number) + 1;
  const counts = new Int32Array(levels * classes);
  const scale = levels / (patchSide * patchSide * (maximum + 1));
  for (let y = 0; y + patchSide <= height; y++) {
    for (let at = 0; at + (patchSide - 1) * channels < line; at++) {
      counts.fill(0);
      rows.forEach((row, index) => {
        const from = (row * height + y) * line + at;
        const sum =
          (pixels[from] as number) +
          (pixels[from + channels] as number) +
          (pixels[from + line] as number) +
          (pixels[from + line + channels] as number);
        const place = Math.floor(sum * scale) * classes + (labels[index] as number);
        counts[place] = (counts[place] as number) + 1;
      });
      const inLevel = Int32Array.from({ length: levels }, (_, level) =>
        counts.subarray(level * classes, (level + 1) * classes).reduce((sum, count) => sum + count, 0),
      );
      for (const label of judged) {
        const own = Int32Array.from(inLevel, (_, level) => counts[level * classes + label] as number);
        const baseline = Math.min(totals[label] as number, rows.length - (totals[label] as number));
        const error = rows.length - rightImages(own, inLevel);
        yield { x: Math.floor(at / channels), y, label, error, baseline };
      }
    }
  }
}

/** Images that their level assigns to the right side; `own`: those of the class in each level, `all`: those of all. */
function rightImages(own: Int32Array, all: Int32Array): number {
  return all.reduce((sum, count, level) => {
    const inClass = own[level] as number;
    if (count > 1) return sum + rightRows(Int32Array.of(inClass, count - inClass));
    // An image alone in its level is predicted from the levels beside.
    const others = (all[level - 1] ?? 0) + (all[level + 1] ?? 0);
    const near = (own[level - 1] ?? 0) + (own[level + 1] ?? 0);
    return sum + Number(count === 1 && (inClass === 1 ? 2 * near > others : 2 * near < others));
  }, 0);
}
