import { useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import type { Picture } from '../../plots/picture.ts';
import { openView } from '../state/address.ts';
import { brushes, hovered, togglePicked } from '../state/selection.ts';
import { view } from '../state/study-state.ts';
import { PictureOverlay } from './picture-overlay.tsx';
import { settingsOf } from './picture-settings.ts';
import { neighbour } from './pixel-marks.ts';
import { useDrawing } from './use-drawing.ts';
import { usePointer } from './use-pointer.ts';

interface PictureCanvasProps {
  readonly picture: Picture;
  /** In pixels. */
  readonly height: number;
}

const steps: Readonly<Record<string, readonly ['across' | 'up', 1 | -1]>> = {
  ArrowRight: ['across', 1],
  ArrowLeft: ['across', -1],
  ArrowUp: ['up', 1],
  ArrowDown: ['up', -1],
};

/** The picture itself: trials follow the pointer and the arrow keys, a click picks, a drag selects. */
export function PictureCanvas({ picture, height }: PictureCanvasProps) {
  const element = useRef<HTMLDivElement>(null);
  const drawing = useDrawing(picture, element);
  const isActive = useSignal(false);
  const { dragged, handlers } = usePointer(drawing, isActive);
  const onKeyDown = (event: KeyboardEvent) => {
    const marks = drawing.value?.marks;
    const step = steps[event.key];
    if (marks === undefined) return;
    if (step !== undefined) hovered.value = neighbour(marks.pixels, hovered.value, ...step);
    else if (event.key === ' ' && hovered.value !== undefined) togglePicked(hovered.value);
    else if (event.key === 'Enter' && hovered.value !== undefined)
      openView({ view: 'trial', trial: hovered.value });
    else if (event.key === 'Escape') clearBrushes(Object.values(marks.places.brush).map(({ name }) => name));
    else return;
    event.preventDefault();
  };
  const shown = view.value;
  const words = shown === undefined ? '' : picture.describe(shown, settingsOf(picture));
  const hint =
    picture.marks === undefined ? '' : ' Arrow keys walk through the trials, Space picks, Enter opens.';
  return (
    <div
      class="picture"
      role="application"
      aria-roledescription="picture"
      aria-label={`${picture.title}. ${words}${hint}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys walk through its trials.
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={() => {
        isActive.value = true;
      }}
      onBlur={() => {
        isActive.value = false;
        hovered.value = undefined;
      }}
      {...handlers}
    >
      <div class="picture-canvas" ref={element} style={{ height: `${height}px` }} />
      <PictureOverlay drawing={drawing} dragged={dragged} isActive={isActive} />
    </div>
  );
}

function clearBrushes(names: readonly string[]): void {
  brushes.value = Object.fromEntries(Object.entries(brushes.value).filter(([name]) => !names.includes(name)));
}
