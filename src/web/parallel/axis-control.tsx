import { positionOn } from '../../plots/axes/scale.ts';
import { heightsOf } from '../../plots/parallel/brush-range.ts';
import { axisText, type ParallelAxis } from '../../plots/parallel/parallel-axes.ts';
import { type Bound, gripHeights, stepBound } from '../../plots/parallel/step-bound.ts';
import { brushes } from '../state/selection.ts';
import { AxisTitle } from './axis-title.tsx';
import { startBrush } from './brush-drag.ts';
import { brushAxis } from './parallel-state.ts';

interface AxisControlProps {
  readonly axis: ParallelAxis;
  readonly x: number;
  /** The room for its title, in pixels. */
  readonly room: number;
  /** From the upper to the lower end of the axis. */
  readonly height: number;
}

/** An axis that can be dragged along to select, and two sliders that do the same by keyboard. */
export function AxisControl({ axis, x, room, height }: AxisControlProps) {
  return (
    <div class="axis" style={{ left: `${x}px` }}>
      <AxisTitle axis={axis} room={room} />
      {axis.hasNumbers && <AxisTrack axis={axis} height={height} />}
    </div>
  );
}

function AxisTrack({ axis, height }: Pick<AxisControlProps, 'axis' | 'height'>) {
  const brush = brushes.value[axis.name];
  const [top, bottom] = brush === undefined ? [0, 0] : heightsOf(axis, brush);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the sliders inside do the same by keyboard. */}
      <div
        class="axis-track"
        style={{ height: `${height}px` }}
        onPointerDown={(event) => startBrush(event, axis)}
        onDblClick={() => brushAxis(axis, undefined)}
      >
        {brush !== undefined && (
          <div
            class="axis-brush"
            style={{ top: `${top * height}px`, height: `${Math.max(2, (bottom - top) * height)}px` }}
          />
        )}
        <AxisGrip axis={axis} bound="low" height={height} />
        <AxisGrip axis={axis} bound="high" height={height} />
      </div>
    </>
  );
}

interface AxisGripProps {
  readonly axis: ParallelAxis;
  readonly bound: Bound;
  readonly height: number;
}

function AxisGrip({ axis, bound, height }: AxisGripProps) {
  const brush = brushes.value[axis.name];
  const all = { low: axis.scale.min, high: axis.scale.max };
  const value = (brush ?? all)[bound];
  const [low, high] = gripHeights(axis, brush);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') brushAxis(axis, undefined);
    else {
      const range = stepBound(axis, brush, bound, event.key);
      if (range === undefined) return;
      brushAxis(axis, range);
    }
    event.preventDefault();
  };
  return (
    <span
      class={brush === undefined ? 'axis-grip' : 'axis-grip is-set'}
      role="slider"
      tabIndex={0}
      aria-orientation="vertical"
      aria-label={`${axis.title}, ${bound === 'low' ? 'lower' : 'upper'} bound`}
      // Percent of the axis: its numbers may be logarithms apart, or as large as 1e30, which some readers cannot say.
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * Math.min(1, Math.max(0, positionOn(axis.scale, value))))}
      aria-valuetext={axisText(axis, value)}
      style={{ top: `${(bound === 'low' ? low : high) * height}px` }}
      onKeyDown={onKeyDown}
    />
  );
}
