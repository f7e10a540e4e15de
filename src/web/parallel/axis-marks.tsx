import type { ParallelAxis } from '../../plots/parallel/parallel-axes.ts';
import { type ParallelSize, parallelFoot, parallelHead } from './parallel-size.ts';

interface AxisMarksProps {
  readonly axes: readonly ParallelAxis[];
  readonly size: ParallelSize;
  /** The lower end of the axes, as a share of the lines' area. */
  readonly axisEnd: number;
}

/** The lines of the axes with their ticks, over the canvas. */
export function AxisMarks({ axes, size, axisEnd }: AxisMarksProps) {
  const height = parallelHead + size.plotHeight + parallelFoot;
  const end = parallelHead + size.plotHeight * axisEnd;
  const bottom = parallelHead + size.plotHeight;
  return (
    <svg class="axis-marks" width={size.width} height={height} aria-hidden="true">
      {axes.map((axis, place) => {
        const x = Math.round(size.axes[place] as number) + 0.5;
        const ticks = axis.ticks.map((tick) => ({
          ...tick,
          y: Math.round(parallelHead + size.plotHeight * axisEnd * tick.height) + 0.5,
        }));
        return (
          <g key={axis.name}>
            <path d={`M${x} ${parallelHead}V${end}${ticks.map(({ y }) => `M${x} ${y}h4`).join('')}`} />
            {ticks.map(({ y, text, value }) => (
              <text key={value} x={x + 7} y={y + 3.5}>
                {text}
              </text>
            ))}
            {axis.gap !== undefined && <path d={`M${x - 5} ${bottom}h10`} />}
            {axis.gap !== undefined && (
              <text x={x} y={bottom + 16} text-anchor="middle">
                {axis.gap}
              </text>
            )}
          </g>
        );
      })}
    </svg>
  );
}
