import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { BrushAxis } from '../../plots/picture.ts';
import { openView } from '../state/address.ts';
import { type Brush, brushes, hovered, togglePicked } from '../state/selection.ts';
import { nearestTrial } from './pixel-marks.ts';
import type { Drawing } from './use-drawing.ts';

/** A rectangle in pixels of the picture. */
export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A shorter way of the pointer, in pixels, is a click. */
const shortestDrag = 5;

/** Hover, click, double click and drag on a picture. */
export function usePointer(drawing: Signal<Drawing | undefined>, isActive: Signal<boolean>) {
  const dragged = useSignal<Rectangle | undefined>(undefined);
  const start = useRef<readonly [number, number] | undefined>(undefined);
  const trialAt = ([left, top]: readonly [number, number]) => {
    const pixels = drawing.value?.marks?.pixels;
    return pixels && nearestTrial(pixels, left, top);
  };
  const pickAt = (event: PointerEvent) => {
    const trial = trialAt(placeOf(event));
    if (trial !== undefined) togglePicked(trial);
  };
  const handlers = {
    onPointerDown(event: PointerEvent) {
      if (event.button === 0 && drawing.value?.marks !== undefined) start.current = placeOf(event);
    },
    onPointerMove(event: PointerEvent) {
      const at = placeOf(event);
      if (start.current === undefined) hovered.value = trialAt(at);
      else dragged.value = rectangle(start.current, at);
    },
    onPointerUp(event: PointerEvent) {
      const area = dragged.value;
      const isClick = start.current !== undefined && area === undefined;
      start.current = undefined;
      dragged.value = undefined;
      if (area !== undefined && drawing.value !== undefined) select(area, drawing.value);
      else if (isClick) pickAt(event);
    },
    onPointerEnter() {
      isActive.value = true;
    },
    onPointerLeave() {
      isActive.value = false;
      start.current = undefined;
      dragged.value = undefined;
      hovered.value = undefined;
    },
    onDblClick(event: MouseEvent) {
      const trial = trialAt(placeOf(event));
      if (trial !== undefined) openView({ view: 'trial', trial });
    },
  };
  return { dragged, handlers };
}

/** Restricts the selection to the rectangle, along the axes that can be brushed. */
function select({ left, right, top, bottom }: Rectangle, { chart, marks }: Drawing): void {
  const { x, y } = marks?.places.brush ?? {};
  const [fromX, fromY] = chart.placeAt(left, bottom);
  const [toX, toY] = chart.placeAt(right, top);
  brushes.value = {
    ...brushes.value,
    ...(x && { [x.name]: brushBetween(x, fromX, toX) }),
    ...(y && { [y.name]: brushBetween(y, fromY, toY) }),
  };
}

function brushBetween({ valueAt }: BrushAxis, from: number, to: number): Brush {
  const [one, other] = [valueAt(from), valueAt(to)];
  return { low: Math.min(one, other), high: Math.max(one, other) };
}

function rectangle(
  [x, y]: readonly [number, number],
  [toX, toY]: readonly [number, number],
): Rectangle | undefined {
  if (Math.hypot(toX - x, toY - y) < shortestDrag) return undefined;
  return { left: Math.min(x, toX), right: Math.max(x, toX), top: Math.min(y, toY), bottom: Math.max(y, toY) };
}

function placeOf({ currentTarget, clientX, clientY }: MouseEvent): readonly [number, number] {
  const { left, top } = (currentTarget as HTMLElement).getBoundingClientRect();
  return [clientX - left, clientY - top];
}
