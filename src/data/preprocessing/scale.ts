import type { Curve, NumberEncoding } from '../../study/pipeline.ts';

/** A scaled number. */
export function scaled(value: number, { shift, scale, curve }: NumberEncoding): number {
  return ((curve === undefined ? value : curved(value, curve)) - shift) / scale;
}

/** A number after the curve that precedes its scale. */
export function curved(value: number, curve: Curve): number {
  return curve === 'log1p' ? Math.sign(value) * Math.log1p(Math.abs(value)) : onKnots(value, curve);
}

function onKnots(value: number, { from, to }: Exclude<Curve, string>): number {
  const last = from.length - 1;
  if (value <= (from[0] as number)) return to[0] as number;
  if (value >= (from[last] as number)) return to[last] as number;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((from[middle] as number) <= value) low = middle;
    else high = middle;
  }
  const [x, y] = [from[low] as number, to[low] as number];
  return y + ((value - x) / ((from[high] as number) - x)) * ((to[high] as number) - y);
}
