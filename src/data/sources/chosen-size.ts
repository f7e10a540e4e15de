import { medianOf } from '../../statistics/median.ts';

type Size = readonly [height: number, width: number];

/** A multiple of it can be halved three times, by the blocks of a convolutional net. */
const unit = 8;
const mostPixels = 64;

/** The size for images of several: their median height and width, at most 64 pixels, in multiples of 8. */
export function chosenSize(sizes: readonly Size[]): Size {
  const [height, width] = [0, 1].map((side) => medianOf(sizes.map((size) => size[side] as number))) as [
    number,
    number,
  ];
  const factor = Math.min(1, mostPixels / Math.max(height, width));
  const inUnits = (length: number) => Math.max(unit, unit * Math.round((factor * length) / unit));
  return [inUnits(height), inUnits(width)];
}

/** Says which sizes there are, and to which one they are brought. */
export function sizeNote(sizes: readonly Size[], [height, width]: Size): string {
  const areas = sizes.toSorted(([high, wide], [otherHigh, otherWide]) => high * wide - otherHigh * otherWide);
  const [least, most] = [areas[0], areas.at(-1)].map((size) => size?.join(' × '));
  return `images of ${least} to ${most} pixels are brought to ${height} × ${width}: the median in multiples of ${unit}, at most ${mostPixels} (data.size says another)`;
}
