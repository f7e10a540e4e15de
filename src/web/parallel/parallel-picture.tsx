import { useSignal, useSignalEffect } from '@preact/signals';
import { useRef, useState } from 'preact/hooks';
import { nearestLine } from '../../plots/parallel/nearest-line.ts';
import { emphasesOf } from '../canvas/emphases.ts';
import { pageColours } from '../canvas/page-colours.ts';
import { pixelRatio } from '../canvas/pixel-ratio.ts';
import { TrialTip } from '../canvas/trial-tip.tsx';
import { useWidth } from '../charts/use-width.ts';
import { hovered, isBrushing, picked, togglePicked } from '../state/selection.ts';
import { view } from '../state/study-state.ts';
import { AxisControl } from './axis-control.tsx';
import { AxisMarks } from './axis-marks.tsx';
import { ParallelPainter } from './parallel-painter.ts';
import { type ParallelSize, parallelFoot, parallelHead, parallelSize } from './parallel-size.ts';
import { axes, description, inks, lines } from './parallel-state.ts';

/** A line further from the pointer than this, in pixels, is not meant. */
const reach = 26;

/** The picture: a canvas with all lines, the axes over it, and the trial at the pointer. */
export function ParallelPicture() {
  const [width, measure] = useWidth(0);
  const size = parallelSize(width, axes.value.length);
  const [pointer, setPointer] = useState<{ x: number; y: number } | undefined>();
  const canvas = useDrawing(size);
  const shown = view.value;
  const scene = lines.value;
  if (shown === undefined || scene === undefined) return null;
  const spacing = size.axes.length > 1 ? (size.axes[1] as number) - (size.axes[0] as number) : size.width;
  const find = (event: PointerEvent) => {
    const box = (event.currentTarget as HTMLElement).getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const level = (y - parallelHead) / size.plotHeight;
    const marks = shown.selected;
    const isSelected = marks && ((place: number) => marks[place] === 1);
    const nearest = nearestLine(scene, (x - (size.axes[0] as number)) / spacing, level, isSelected);
    const isNear = nearest !== undefined && nearest.distance * size.plotHeight < reach;
    hovered.value = isNear ? shown.trials.trial[nearest.place] : undefined;
    setPointer(isNear ? { x, y } : undefined);
  };
  const leave = () => {
    hovered.value = undefined;
    setPointer(undefined);
  };
  return (
    <div class="parallel" ref={measure}>
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the table of trials does the same by keyboard. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: so it does for the pointer over a line. */}
      <div
        class="parallel-plot"
        style={{ width: `${size.width}px`, height: `${parallelHead + size.plotHeight + parallelFoot}px` }}
        data-spacing={spacing}
        onPointerMove={(event) => event.buttons === 0 && find(event)}
        onPointerLeave={leave}
        onClick={(event) => {
          const isControl = event.target instanceof Element && event.target.closest('.axis') !== null;
          if (!isControl && hovered.value !== undefined) togglePicked(hovered.value);
        }}
      >
        <canvas ref={canvas} role="img" aria-label={description.value} />
        <AxisMarks axes={axes.value} size={size} axisEnd={scene.axisEnd} />
        {axes.value.map((axis, at) => (
          <AxisControl
            key={axis.name}
            axis={axis}
            x={size.axes[at] as number}
            room={Math.max(60, spacing - 8)}
            height={size.plotHeight * scene.axisEnd}
          />
        ))}
        {pointer !== undefined && hovered.value !== undefined && (
          <TrialTip trial={hovered.value} width={size.width} {...pointer} />
        )}
      </div>
    </div>
  );
}

/** A picture that has not changed for so long is at rest. */
const restMs = 1000;
/** Between parts of the preparation, for whatever the reader does. */
const preparingMs = 50;

interface Drawing {
  readonly painter: ParallelPainter;
  frame: number;
  rest?: ReturnType<typeof setTimeout>;
}

/** Keeps the canvas drawn, at most once a frame, whatever changes. */
function useDrawing(size: ParallelSize) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const drawing = useRef<Drawing | undefined>(undefined);
  const shape = useSignal(size);
  if (shape.peek().width !== size.width || shape.peek().axes.length !== size.axes.length) shape.value = size;
  const draw = () => {
    const { current } = drawing;
    if (current === undefined || view.peek() === undefined) return;
    current.frame = 0;
    const emphases = emphasesOf(view.peek()?.trials, picked.peek(), hovered.peek(), pageColours.peek());
    current.painter.draw(view.peek()?.selected, emphases, pageColours.peek(), isBrushing.peek());
    clearTimeout(current.rest);
    const prepare = () => {
      if (current.painter.prepare(pageColours.peek())) current.rest = setTimeout(prepare, preparingMs);
    };
    current.rest = setTimeout(prepare, restMs);
  };
  const drawSoon = () => {
    if (drawing.current !== undefined && drawing.current.frame === 0) {
      drawing.current.frame = requestAnimationFrame(draw);
    }
  };
  useSignalEffect(() => {
    if (canvas.current === null || lines.value === undefined || inks.value === undefined) return;
    drawing.current ??= { painter: new ParallelPainter(canvas.current), frame: 0 };
    const scene = { lines: lines.value, ...inks.value, size: shape.value, ratio: pixelRatio.value };
    if (scene.size.axes.length < 2 || scene.size.axes.length !== scene.lines.levels.length) return;
    drawing.current.painter.show(scene);
    drawSoon();
  });
  useSignalEffect(() => {
    view.value;
    picked.value;
    hovered.value;
    pageColours.value;
    isBrushing.value;
    drawSoon();
  });
  return canvas;
}
