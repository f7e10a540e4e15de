import type { RawImages, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { errorOfCodes } from './codes.ts';
import { accountOf, type LeakJudge } from './judge.ts';
import { patchLeaks } from './patch-leak.ts';
import { leakSeverity } from './severity.ts';

const listedPixels = 20;

/** `target-leak` of single pixels, and without any of patches of pixels that tell one class. */
export function pixelLeaks(
  images: RawImages,
  target: RawTarget,
  rows: Int32Array,
  judge: LeakJudge,
): DataFinding[] {
  const single = pixelFindings(images, rows, judge);
  if (single.length > 0 || target.kind === 'regression') return single;
  return patchLeaks(images, rows, judge.target, target.classes);
}

function pixelFindings({ pixels, shape }: RawImages, rows: Int32Array, judge: LeakJudge): DataFinding[] {
  const [height, width, channels] = shape;
  const size = height * width * channels;
  const codes = new Int32Array(rows.length);
  const leaks: { pixel: number; error: number }[] = [];
  for (let pixel = 0; pixel < size; pixel++) {
    for (let index = 0; index < rows.length; index++) {
      codes[index] = pixels[(rows[index] as number) * size + pixel] as number;
    }
    const error = errorOfCodes(codes, 256, judge.target);
    if (leakSeverity(error, judge) !== undefined) leaks.push({ pixel, error });
  }
  const best = leaks.toSorted((one, other) => one.error - other.error)[0];
  const severity = best && leakSeverity(best.error, judge);
  if (best === undefined || severity === undefined) return [];
  const name = (pixel: number) =>
    `pixel (${Math.floor(pixel / channels / width)}, ${Math.floor(pixel / channels) % width})`;
  const others = leaks.length > 1 ? `; so do ${counted(leaks.length - 1, 'other')}` : '';
  return [
    {
      severity,
      kind: 'target-leak',
      message: `${name(best.pixel)} alone predicts the target: ${accountOf(best.error, judge)}${others}`,
      advice: 'Look at this row and column of the images: a mark there may tell the class.',
      columns: leaks.slice(0, listedPixels).map(({ pixel }) => name(pixel)),
      rows: [],
      count: leaks.length,
    },
  ];
}
