import { formatNumber } from '../../metrics/number-format.ts';
import { extentOf, positionOn, type Scale } from '../../plots/axes/scale.ts';
import { ticksOf } from '../../plots/axes/ticks.ts';
import { ChartAxes } from './chart-axes.tsx';
import { ChartLegend } from './chart-legend.tsx';
import { type ChartLine, describeLine, lookOf, pathOf, valueAt } from './chart-line.ts';
import { useChartFocus } from './use-chart-focus.ts';
import { useWidth } from './use-width.ts';
import './line-chart.css';

interface LineChartProps {
  readonly title: string;
  /** The name of the x axis, such as "epoch". */
  readonly xName: string;
  readonly lines: readonly ChartLine[];
  readonly xScale?: Scale['kind'];
  readonly yScale?: Scale['kind'];
  readonly height?: number;
  /** Horizontal lines with a name, such as the best single model. */
  readonly levels?: readonly { readonly name: string; readonly value: number }[];
  readonly showX?: (value: number) => string;
  readonly showY?: (value: number) => string;
  /** Round numbers on the y axis; `showY` without. */
  readonly showTick?: (value: number) => string;
}

const edge = { left: 52, right: 12, top: 8, bottom: 22 } as const;

/** Lines over one axis, with a readout under the pointer or by arrow keys; its text says how each line runs. */
export function LineChart(props: LineChartProps) {
  const { title, xName, lines, levels = [], height = 190 } = props;
  const { showX = formatNumber, showY = formatNumber } = props;
  const [width, measure] = useWidth(420);
  const points = lines.flatMap((line) => line.points);
  const allX = points.map(([at]) => at);
  const allY = [...points.map(([, value]) => value), ...levels.map(({ value }) => value)];
  const xScale = axisOf(props.xScale, allX);
  const yScale = axisOf(props.yScale, allY);
  const place = {
    x: (value: number) => edge.left + positionOn(xScale, value) * (width - edge.left - edge.right),
    y: (value: number) =>
      height - edge.bottom - positionOn(yScale, value) * (height - edge.top - edge.bottom),
  };
  const focus = useChartFocus(allX, place.x);
  const { at } = focus;
  const told = lines.filter(({ look }) => look !== 'faint');
  const description = told.map((line) => describeLine(line, showY)).join('; ');
  return (
    <figure class="line-chart" ref={measure}>
      <figcaption>
        <h3>{title}</h3>
        <ChartLegend lines={lines} at={at} showY={showY} />
        <p class="readout">{at === undefined ? '' : `${xName} ${showX(at)}`}</p>
      </figcaption>
      <div
        role="slider"
        tabIndex={0}
        aria-label={`${title} by ${xName}. ${description}.`}
        aria-valuemin={focus.first}
        aria-valuemax={focus.last}
        aria-valuenow={at ?? focus.first}
        aria-valuetext={at === undefined ? `from ${xName} ${showX(focus.first)}` : readout(props, at)}
        {...focus.handlers}
      >
        <svg class="line-chart-plot" width={width} height={height} aria-hidden="true">
          <ChartAxes
            {...{ width, height, place, edge, levels, showX }}
            showY={props.showTick ?? showY}
            xTicks={ticksOf(xScale, width / 90, allX.every(Number.isInteger))}
            yTicks={ticksOf(yScale, height / 42)}
          />
          {lines.map((line, index) => (
            <ChartPath key={line.name} line={line} look={lookOf(line, index)} place={place} />
          ))}
          {at !== undefined && (
            <line class="cursor" x1={place.x(at)} x2={place.x(at)} y1={edge.top} y2={height - edge.bottom} />
          )}
        </svg>
      </div>
    </figure>
  );
}

/** A log axis cannot hold 0, and becomes linear. */
function axisOf(kind: Scale['kind'] | undefined, values: readonly number[]): Scale {
  const extent = extentOf(values);
  return { kind: kind === 'log' && extent.min > 0 ? 'log' : 'linear', ...extent };
}

/** "epoch 5: loss 0.21, valLoss without a value". */
function readout({ xName, lines, showX = formatNumber, showY = formatNumber }: LineChartProps, at: number) {
  const values = lines.map((line) => {
    const value = valueAt(line, at);
    return `${line.name} ${value === undefined ? 'without a value' : showY(value)}`;
  });
  return `${xName} ${showX(at)}: ${values.join(', ')}`;
}

interface PathProps {
  readonly line: ChartLine;
  readonly look: string;
  readonly place: { x(value: number): number; y(value: number): number };
}

/** A line of one point is a dot, which could not be seen otherwise. */
function ChartPath({ line: { points, isStep }, look, place: { x, y } }: PathProps) {
  const shown = points.filter(([, value]) => Number.isFinite(value));
  const [only] = shown;
  return shown.length === 1 && only !== undefined ? (
    <circle class={`chart-dot ${look}`} cx={x(only[0])} cy={y(only[1])} r={3.5} />
  ) : (
    <path
      class={`chart-line ${look}`}
      d={pathOf(
        points.map(([at, value]) => [x(at), y(value)]),
        isStep,
      )}
    />
  );
}
