import type { ReadonlySignal } from '@preact/signals';
import { brushes, hovered, picked } from '../state/selection.ts';
import { view } from '../state/study-state.ts';
import { type PixelMarks, pixelOfTrial } from './pixel-marks.ts';
import { configurationWords, trialTitle } from './trial-words.ts';
import type { Drawing } from './use-drawing.ts';
import type { Rectangle } from './use-pointer.ts';

interface PictureOverlayProps {
  readonly drawing: ReadonlySignal<Drawing | undefined>;
  /** Whether the pointer or the focus is on this picture, which then names the trial. */
  readonly isActive: ReadonlySignal<boolean>;
  /** The rectangle under the pointer's drag. */
  readonly dragged: ReadonlySignal<Rectangle | undefined>;
}

/** Over the picture: the selected rectangle, rings around picked trials, and the trial under the pointer. */
export function PictureOverlay({ drawing, dragged, isActive }: PictureOverlayProps) {
  const shown = drawing.value;
  const marks = shown?.marks;
  if (shown === undefined || marks === undefined) return null;
  const area = clipped(dragged.value, shown) ?? brushedArea(shown);
  return (
    <>
      <svg class="picture-overlay" aria-hidden="true">
        {area && (
          <rect
            class="picture-brush"
            x={area.left}
            y={area.top}
            width={area.right - area.left}
            height={area.bottom - area.top}
          />
        )}
        {picked.value.map((trial) => (
          <Ring key={trial} pixels={marks.pixels} trial={trial} name="picture-picked" />
        ))}
        {hovered.value !== undefined && (
          <Ring pixels={marks.pixels} trial={hovered.value} name="picture-hovered" />
        )}
      </svg>
      {isActive.value && <Tip pixels={marks.pixels} />}
    </>
  );
}

interface RingProps {
  readonly pixels: PixelMarks;
  readonly trial: number;
  readonly name: string;
}

function Ring({ pixels, trial, name }: RingProps) {
  const at = pixelOfTrial(pixels, trial);
  return at && <circle class={name} cx={at[0]} cy={at[1]} r={6} />;
}

/** Names the trial under the pointer beside it, on the side with more room. */
function Tip({ pixels }: { readonly pixels: PixelMarks }) {
  const [shown, trial] = [view.value, hovered.value];
  const at = trial === undefined ? undefined : pixelOfTrial(pixels, trial);
  if (shown === undefined || trial === undefined || at === undefined) return null;
  const place = (element: HTMLElement | null) => {
    if (element === null) return;
    const room = element.parentElement?.clientWidth ?? 0;
    const left = at[0] + 12 + element.offsetWidth > room ? at[0] - 12 - element.offsetWidth : at[0] + 12;
    element.style.left = `${Math.max(0, left)}px`;
    element.style.top = `${Math.max(0, at[1] - element.offsetHeight - 8)}px`;
  };
  return (
    <div class="picture-tip" role="status" ref={place}>
      <b>{trialTitle(shown, trial)}</b>
      <span>{configurationWords(shown, trial)}</span>
    </div>
  );
}

/** The rectangle, over the whole of each axis that cannot be brushed. */
function clipped(area: Rectangle | undefined, drawing: Drawing): Rectangle | undefined {
  const { x, y } = drawing.marks?.places.brush ?? {};
  if (area === undefined || (x === undefined && y === undefined)) return undefined;
  const all = frameOf(drawing);
  return {
    ...all,
    ...(x && { left: Math.max(all.left, area.left), right: Math.min(all.right, area.right) }),
    ...(y && { top: Math.max(all.top, area.top), bottom: Math.min(all.bottom, area.bottom) }),
  };
}

/** Where the brushes of the picture's axes lie; undefined without one. */
function brushedArea(drawing: Drawing): Rectangle | undefined {
  const { x, y } = drawing.marks?.places.brush ?? {};
  const [across, up] = [x && brushes.value[x.name], y && brushes.value[y.name]];
  if (across === undefined && up === undefined) return undefined;
  const all = frameOf(drawing);
  const pixel = drawing.chart.pixelOf;
  const sides = across && x?.placesOf(across.low, across.high).map((place) => pixel(place, 0)[0]);
  const ends = up && y?.placesOf(up.low, up.high).map((place) => pixel(0, place)[1]);
  return {
    ...all,
    ...(sides && { left: Math.min(...sides), right: Math.max(...sides) }),
    ...(ends && { top: Math.min(...ends), bottom: Math.max(...ends) }),
  };
}

function frameOf({ chart, marks }: Drawing): Rectangle {
  const frame = marks?.places.frame ?? { left: 0, right: 0, top: 0, bottom: 0 };
  const [left, top] = chart.pixelOf(frame.left, frame.top);
  const [right, bottom] = chart.pixelOf(frame.right, frame.bottom);
  return { left, right, top: Math.min(top, bottom), bottom: Math.max(top, bottom) };
}
