import { positionOn, type Scale, valueAt } from '../../../plots/axes/scale.ts';
import type { Axis } from '../../../plots/study-head.ts';
import type { Draft } from './drafted-configuration.ts';

const margin = 14;

/** Places the values of an axis on a side of the plane, in pixels, and back. */
export interface PlaneScale {
  readonly axis: Axis;
  readonly from: number;
  readonly to: number;
}

/** `isUpward`: the low end is at the bottom. */
export function planeScale(axis: Axis, pixels: number, isUpward = false): PlaneScale {
  const [from, to] = [margin, pixels - margin];
  return { axis, ...(isUpward ? { from: to, to: from } : { from, to }) };
}

/** A column's number in pixels: a value, or the place of a choice. */
export function pixelOf({ axis, from, to }: PlaneScale, value: number): number {
  return from + positionOn(scaleOf(axis), value) * (to - from);
}

/** The value at a pixel as the text of its field. */
export function textAt({ axis, from, to }: PlaneScale, pixel: number): string {
  const share = Math.min(1, Math.max(0, (pixel - from) / (to - from)));
  if (axis.kind === 'choice') {
    const place = Math.round(share * (axis.values.length - 1));
    return String(axis.values[place]);
  }
  const value = valueAt(scaleOf(axis), share);
  return String(axis.isInteger ? Math.round(value) : Number(value.toPrecision(4)));
}

/** The places of choices are evenly spaced. */
function scaleOf({ kind, scale, min, max, values }: Axis): Scale {
  return kind === 'choice' ? { kind: 'linear', min: 0, max: values.length - 1 } : { kind: scale, min, max };
}

/** The number that a column would have for the draft's value; NaN without one. */
export function columnNumber({ name, kind, values }: Axis, draft: Draft): number {
  const text = draft[name]?.trim() ?? '';
  if (text === '') return Number.NaN;
  if (kind === 'number') return Number(text);
  const place = values.findIndex((value) => String(value) === text);
  return place < 0 ? Number.NaN : place;
}
