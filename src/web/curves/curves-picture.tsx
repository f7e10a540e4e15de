import { useSignal, useSignalEffect } from '@preact/signals';
import { useEffect, useRef, useState } from 'preact/hooks';
import type uPlot from 'uplot';
import { frameAfterKey, zoomText } from '../../plots/curves/curve-zoom.ts';
import { nearestCurve } from '../../plots/curves/nearest-curve.ts';
import { pageColours } from '../canvas/page-colours.ts';
import { TrialTip } from '../canvas/trial-tip.tsx';
import { useSeen } from '../canvas/use-seen.ts';
import { useWidth } from '../charts/use-width.ts';
import { brushingMs, Schedule } from '../pictures/use-drawing.ts';
import { changeSettings } from '../state/address.ts';
import { hovered, isBrushing, picked, togglePicked } from '../state/selection.ts';
import { view } from '../state/study-state.ts';
import { CurvePainter } from './curve-painter.ts';
import { openCurvePlot, showFrame } from './curve-plot.ts';
import { shown, wholeFrame, words } from './curves-state.ts';
import 'uplot/dist/uPlot.min.css';

export const curvesHeight = 290;

/** A curve further from the pointer than this, in pixels, is not meant. */
const reach = 22;
/** The curves follow a selection at most this often, and less often while they are out of sight. */
const betweenMs = 100;
const unseenMs = 500;

/** The picture: uPlot's axes and zoom, the curves on its canvas, and the trial at the pointer. */
export function CurvesPicture() {
  const [width, measure] = useWidth(0);
  const host = useRef<HTMLDivElement>(null);
  const [tip, setTip] = useState<{ x: number; y: number } | undefined>();
  usePlot(host, width, setTip);
  const onKeyDown = (event: KeyboardEvent) => {
    const [frame, whole] = [shown.value?.frame, wholeFrame.value];
    if (frame === undefined || whole === undefined) return;
    if (event.key === 'Escape' || event.key === '0') changeSettings({ zoom: undefined });
    else {
      const next = frameAfterKey(frame, whole, event.key);
      if (next === undefined) return;
      const isWhole = next.epochs === whole.epochs && next.values === whole.values;
      changeSettings({ zoom: isWhole ? undefined : zoomText(next) });
    }
    event.preventDefault();
  };
  return (
    <div class="curves" ref={measure}>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for the controls of a form. */}
      <div
        role="group"
        aria-label={words.value?.description}
        aria-description="Plus and minus zoom, the arrow keys move, Escape shows all."
        // biome-ignore lint/a11y/noNoninteractiveTabindex: its keys zoom and move the picture.
        tabIndex={0}
        ref={host}
        onKeyDown={onKeyDown}
        onDblClick={() => changeSettings({ zoom: undefined })}
      />
      {tip !== undefined && hovered.value !== undefined && (
        <TrialTip trial={hovered.value} width={width} {...tip} />
      )}
    </div>
  );
}

/** Opens the plot once there is room, and keeps it drawn. */
function usePlot(
  host: { readonly current: HTMLDivElement | null },
  width: number,
  setTip: (at: { x: number; y: number } | undefined) => void,
): void {
  const plot = useRef<uPlot | undefined>(undefined);
  const painter = useRef(new CurvePainter());
  const schedule = useRef(new Schedule()).current;
  const isPointed = useRef(false);
  const isSeen = useSeen(host);
  const isOpen = useSignal(false);
  useEffect(() => {
    if (host.current === null || width === 0) return;
    if (plot.current !== undefined) {
      plot.current.setSize({ width, height: curvesHeight });
      return;
    }
    plot.current = openCurvePlot(host.current, width, curvesHeight, {
      frame: () => shown.peek()?.frame,
      rungs: () => view.peek()?.head.rungs ?? [],
      palette: () => pageColours.peek(),
      draw: (target) => {
        const [what, study] = [shown.peek(), view.peek()];
        if (what === undefined || study === undefined) return;
        const marks = { picked: picked.peek(), hovered: hovered.peek() };
        painter.current.draw(target, what, study, marks, pageColours.peek());
      },
      point: (at) => {
        // The plot also tells of a pointer that is nowhere when it opens or changes: another picture may name a trial then.
        if (at === undefined && !isPointed.current) return;
        isPointed.current = at !== undefined;
        setTip(hover(at));
      },
      zoom: (frame) => changeSettings({ zoom: zoomText(frame) }),
    });
    plot.current.over.addEventListener('click', () => {
      if (hovered.peek() !== undefined) togglePicked(hovered.peek() as number);
    });
    isOpen.value = true;
  }, [width]);
  useEffect(
    () => () => {
      schedule.cancel();
      plot.current?.destroy();
    },
    [],
  );
  useSignalEffect(() => {
    const frame = shown.value?.frame;
    if (isOpen.value && plot.current !== undefined && frame !== undefined) showFrame(plot.current, frame);
  });
  const redraw = () => plot.current?.redraw(false, true);
  useSignalEffect(() => {
    picked.value;
    hovered.value;
    pageColours.value;
    redraw();
  });
  useSignalEffect(() => {
    view.value;
    schedule.run(redraw, isSeen.value ? betweenMs : unseenMs, isBrushing.value ? brushingMs : 0);
  });
}

type Point = { epoch: number; level: number; left: number; top: number };

/** Hovers the trial of the nearest curve among the selected ones; returns where the tip goes. */
function hover(at: Point | undefined): { x: number; y: number } | undefined {
  const [what, selected] = [shown.peek(), view.peek()?.selected];
  if (at === undefined || what === undefined) {
    hovered.value = undefined;
    return undefined;
  }
  const isSelected = selected && ((curve: number) => selected[what.places[curve] as number] === 1);
  const nearest = nearestCurve(what.curves, what.levels, at, isSelected);
  const isNear = nearest !== undefined && nearest.distance * curvesHeight < reach;
  hovered.value = isNear ? what.curves.trial[nearest.curve] : undefined;
  return isNear ? { x: at.left, y: at.top } : undefined;
}
