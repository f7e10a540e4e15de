import type { Padding } from '../../study/windows/padding.ts';
import { type WindowSpec, windowEnd } from '../../study/windows/window-spec.ts';
import type { RowWindows } from '../raw-data.ts';

type Spans = Pick<RowWindows, 'placeOf' | 'runStart'> & {
  readonly spec: Pick<WindowSpec, 'length' | 'horizon'> & { readonly padding?: Padding | undefined };
};

/** The places in `order` of the rows that are the inputs of a row: from `from`, up to `end` and without it. */
export function spanOf(
  { placeOf, runStart, spec }: Spans,
  row: number,
): { readonly from: number; readonly end: number } {
  const place = placeOf[row] as number;
  const { length, padding } = spec;
  const end = windowEnd(place, spec);
  if (padding === undefined) return { from: end - length, end };
  const start = runStart[place] as number;
  return padding.cut === 'after'
    ? { from: start, end: Math.min(end, start + length) }
    : { from: Math.max(start, end - length), end };
}

/** Where a sequence of `steps` begins in one of `length`. */
export function firstStep(pad: 'before' | 'after', length: number, steps: number): number {
  return pad === 'after' ? 0 : length - steps;
}

/** Whether the row at this place in the order is followed by none of its series, or only behind a gap. */
export function isLastOfRun(runStart: Int32Array, place: number): boolean {
  return runStart[place + 1] !== runStart[place];
}
