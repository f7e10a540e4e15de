import { positionOn, type Scale, valueAt } from '../axes/scale.ts';
import type { CurveFrame } from './curve-frame.ts';

/** `1..20,0.04..0.5`: the epochs and the values of a frame, for an address. */
export function zoomText({ epochs, values }: CurveFrame): string {
  const range = ({ min, max }: Scale) => `${Number(min.toPrecision(4))}..${Number(max.toPrecision(4))}`;
  return `${range(epochs)},${range(values)}`;
}

/** The frame that such a text gives within `whole`; `whole` itself for another text. */
export function zoomedFrame(whole: CurveFrame, text: string | undefined): CurveFrame {
  const numbers = (text ?? '').split(/,|\.\./).map(Number);
  const [from, to, low, high] = numbers as [number, number, number, number];
  if (numbers.length !== 4 || numbers.some(Number.isNaN) || from >= to || low >= high) return whole;
  if (whole.values.kind === 'log' && low <= 0) return whole;
  return {
    epochs: { ...whole.epochs, min: from, max: to },
    values: { ...whole.values, min: low, max: high },
  };
}

/** The share of a frame that a key zooms to or moves by. */
const shares: Readonly<Record<string, readonly [from: number, to: number, low: number, high: number]>> = {
  '+': [0.25, 0.75, 0.25, 0.75],
  '=': [0.25, 0.75, 0.25, 0.75],
  '-': [-0.5, 1.5, -0.5, 1.5],
  ArrowLeft: [-0.1, 0.9, 0, 1],
  ArrowRight: [0.1, 1.1, 0, 1],
  ArrowUp: [0, 1, 0.1, 1.1],
  ArrowDown: [0, 1, -0.1, 0.9],
};

/** The frame after a key; undefined for a key that does nothing. It never leaves `whole`. */
export function frameAfterKey(frame: CurveFrame, whole: CurveFrame, key: string): CurveFrame | undefined {
  const share = shares[key];
  if (share === undefined) return undefined;
  const [from, to, low, high] = share;
  return {
    epochs: within(whole.epochs, stretch(frame.epochs, from, to)),
    values: within(whole.values, stretch(frame.values, low, high)),
  };
}

/** The part of a scale between two positions on it. */
export function stretch(scale: Scale, from: number, to: number): Scale {
  return { ...scale, min: valueAt(scale, from), max: valueAt(scale, to) };
}

/** Moved back into `whole`, and cut where it is larger. */
function within(whole: Scale, part: Scale): Scale {
  const [low, high] = [positionOn(whole, part.min), positionOn(whole, part.max)];
  const width = Math.min(1, high - low);
  const start = Math.min(1 - width, Math.max(0, low));
  return width >= 1 ? whole : stretch(whole, start, start + width);
}
