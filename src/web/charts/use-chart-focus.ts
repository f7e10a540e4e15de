import { useState } from 'preact/hooks';

/**
 * The x under the pointer, or chosen by the arrow keys, among those that the chart's lines have; `place` says where an x
 * is drawn, in pixels.
 */
export function useChartFocus(all: readonly number[], place: (x: number) => number) {
  const [at, setAt] = useState<number | undefined>(undefined);
  const known = [...new Set(all)].filter(Number.isFinite).toSorted((one, other) => one - other);
  const onPointerMove = (event: PointerEvent) => {
    const left = (event.currentTarget as Element).getBoundingClientRect().left;
    setAt(nearest(known, (x) => Math.abs(place(x) - (event.clientX - left))));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, Home: -known.length, End: known.length }[event.key];
    if (event.key === 'Escape') setAt(undefined);
    if (step === undefined || known.length === 0) return;
    event.preventDefault();
    const from = at === undefined ? (step > 0 ? -1 : known.length) : known.indexOf(at);
    setAt(known[Math.min(known.length - 1, Math.max(0, from + step))]);
  };
  const leave = () => setAt(undefined);
  const [first = 0] = known;
  return {
    at,
    first,
    last: known.at(-1) ?? first,
    handlers: { onPointerMove, onKeyDown, onPointerLeave: leave, onBlur: leave },
  };
}

function nearest(known: readonly number[], distance: (x: number) => number): number | undefined {
  let best: number | undefined;
  for (const x of known) if (best === undefined || distance(x) < distance(best)) best = x;
  return best;
}
