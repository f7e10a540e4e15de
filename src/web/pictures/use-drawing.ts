import { type Signal, useSignal, useSignalEffect } from '@preact/signals';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Picture, PictureMarks } from '../../plots/picture.ts';
import type { StudyView } from '../../plots/study-view.ts';
import { isBrushing } from '../state/selection.ts';
import { view } from '../state/study-state.ts';
import { isDark } from '../state/theme.ts';
import { type ChartCanvas, openChart } from './chart-canvas.ts';
import { pagePalette } from './page-palette.ts';
import { settingsOf } from './picture-settings.ts';
import { type PixelMarks, pixelMarks } from './pixel-marks.ts';

/** A picture as it is shown at present: its chart, and where its trials are. */
export interface Drawing {
  readonly chart: ChartCanvas;
  readonly marks?: { readonly places: PictureMarks; readonly pixels: PixelMarks };
}

/** While a selection is dragged, a picture is redrawn at most once in this time. */
const betweenMs = 120;
/** Pictures that are scrolled out of sight follow later, and give way to those in sight. */
const unseenMs = 1000;

/** Draws a picture into an element whenever the study, the selection, its choices, the theme or its size change. */
export function useDrawing(
  picture: Picture,
  element: RefObject<HTMLDivElement | null>,
): Signal<Drawing | undefined> {
  const chart = useSignal<ChartCanvas | undefined>(undefined);
  const size = useSignal('');
  const isSeen = useSignal(false);
  const drawing = useSignal<Drawing | undefined>(undefined);
  const schedule = useRef(new Schedule()).current;
  /** The causes of the last drawing. */
  const drawn = useRef<readonly unknown[] | undefined>(undefined);

  useEffect(() => {
    const place = element.current;
    if (place === null) return;
    let isGone = false;
    const sizes = new ResizeObserver(() => {
      size.value = `${place.clientWidth} × ${place.clientHeight}`;
    });
    const sights = new IntersectionObserver(
      ([entry]) => {
        isSeen.value = entry?.isIntersecting === true;
      },
      { rootMargin: '200px' },
    );
    sizes.observe(place);
    sights.observe(place);
    void openChart(place).then((opened) => {
      if (isGone) opened.dispose();
      else chart.value = opened;
    });
    return () => {
      isGone = true;
      schedule.cancel();
      sizes.disconnect();
      sights.disconnect();
      chart.value?.dispose();
    };
  }, []);

  useSignalEffect(() => {
    const [shown, canvas, settings] = [view.value, chart.value, settingsOf(picture)];
    // Read here, so that each of them is followed.
    const causes = [shown, JSON.stringify(settings), size.value, isDark.value];
    const pauseMs = isSeen.value ? betweenMs : unseenMs;
    const delayMs = isBrushing.value ? brushingMs : 0;
    if (shown === undefined || canvas === undefined || picture.missing(shown) !== undefined) return;
    // A picture that scrolls into sight may be drawn already.
    if (drawn.current?.every((cause, at) => cause === causes[at])) return;
    schedule.run(
      () => {
        drawing.value = draw(picture, shown, settings, canvas);
        drawn.current = causes;
      },
      pauseMs,
      delayMs,
    );
  });
  return drawing;
}

function draw(
  picture: Picture,
  shown: StudyView,
  settings: ReturnType<typeof settingsOf>,
  chart: ChartCanvas,
): Drawing {
  chart.resize();
  chart.draw(picture.option(shown, pagePalette(), settings));
  const places = picture.marks?.(shown, settings);
  return places === undefined ? { chart } : { chart, marks: { places, pixels: pixelMarks(places, chart) } };
}

/** While another view is brushed, a picture is drawn once the pointer has rested this long: the brush has the processor. */
export const brushingMs = 200;

/** Runs the last of several tasks, at once or so long after the one before; and not before a delay without another task. */
export class Schedule {
  private timer: ReturnType<typeof setTimeout> | undefined;
  private ranAt = 0;

  run(task: () => void, pauseMs: number, delayMs = 0): void {
    clearTimeout(this.timer);
    const wait = Math.max(delayMs, this.ranAt + pauseMs - performance.now());
    this.timer = setTimeout(() => {
      task();
      this.ranAt = performance.now();
    }, wait);
  }

  cancel(): void {
    clearTimeout(this.timer);
  }
}
