import { formatNumber, formatValue } from '../../metrics/number-format.ts';
import { extentOf, positionOn, type Scale, scaleOf, valueAt } from '../axes/scale.ts';
import { ticksOf, tickTexts } from '../axes/ticks.ts';
import type { TrialColumns } from '../columns/trial-columns.ts';
import type { PictureSettings } from '../picture.ts';
import type { Axis, StudyHead } from '../study-head.ts';
import type { StudyView } from '../study-view.ts';

/** A vertical axis of parallel coordinates: a parameter, a metric, or the objective as "value". */
export interface ParallelAxis {
  readonly name: string;
  readonly label: string;
  /** The label with the scale. */
  readonly title: string;
  readonly scale: Scale;
  /** True where the axis shows places in a list of values. */
  readonly isChoice: boolean;
  readonly isInteger: boolean;
  /** True where the minimum is on top: the better end of the objective always is. */
  readonly isReversed: boolean;
  /** Heights are from 0, the upper end, to 1, the lower end. */
  readonly ticks: readonly AxisTick[];
  /** False where no trial has a number here: then it has no ticks, and its scale means nothing. */
  readonly hasNumbers: boolean;
  readonly column: Float64Array;
  /** The reason why a trial has no number here; undefined where all have one. */
  readonly gap: string | undefined;
}

interface AxisTick {
  readonly value: number;
  readonly height: number;
  readonly text: string;
}

/** The axes that can be chosen: all parameters, "value", and the metrics. */
export function offeredAxes({ axes, metrics }: StudyHead): string[] {
  return [...axes.map(({ name }) => name), 'value', ...metrics];
}

/** The chosen axes in their order; by default all parameters and the objective. */
export function shownAxes(head: StudyHead, settings: PictureSettings): string[] {
  const offered = offeredAxes(head);
  const chosen = settings.axes?.split(',').map(decodeURIComponent) ?? [];
  const known = [...new Set(chosen)].filter((name) => offered.includes(name));
  return known.length > 0 ? known : [...head.axes.map(({ name }) => name), 'value'];
}

/** The setting `axes` of these names. */
export function axesSetting(names: readonly string[]): string {
  return names.map(encodeURIComponent).join(',');
}

/** The axes of a picture; those whose column the trials lack are left out. */
export function parallelAxes({ head, trials }: StudyView, settings: PictureSettings): ParallelAxis[] {
  return shownAxes(head, settings).flatMap((name) => {
    const column = name === 'value' ? trials.value : (trials.parameters[name] ?? trials.metrics[name]);
    if (column === undefined) return [];
    const parameter = name === 'value' ? undefined : head.axes.find((axis) => axis.name === name);
    return [
      parameter === undefined ? metricAxis(head, name, column) : parameterAxis(parameter, column, trials),
    ];
  });
}

function parameterAxis(axis: Axis, column: Float64Array, trials: TrialColumns): ParallelAxis {
  const isChoice = axis.kind === 'choice';
  const scale = isChoice ? choiceScale(axis.values.length) : widened(axis, column);
  const place = { scale, isReversed: false };
  const ticks = isChoice
    ? axis.values.map((value, at) => tickAt(place, at, formatValue(value)))
    : numberTicks(place, axis.isInteger);
  const isWhole = axis.isInteger || isChoice;
  const isMissing = column.some((value, at) => Number.isNaN(value) && trials.state[at] !== 0);
  const gap = isMissing ? 'not active' : undefined;
  return {
    name: axis.name,
    label: axis.name,
    title: titleOf(axis.name, scale),
    scale,
    isChoice,
    isInteger: isWhole,
    isReversed: false,
    ticks,
    hasNumbers: true,
    column,
    gap,
  };
}

/** A twentieth of the axis stays free at either end, because trials of one choice are spread over a band. */
function choiceScale(choices: number): Scale {
  const last = choices - 1;
  const free = last > 0 ? last / 18 : 1;
  return { kind: 'linear', min: -free, max: last + free };
}

/** The bounds of the space, and of values from elsewhere beyond them. */
function widened({ scale: kind, min, max }: Axis, column: Float64Array): Scale {
  const found = extentOf(column);
  const low = Number.isFinite(min) ? Math.min(min, found.min) : found.min;
  const high = Number.isFinite(max) ? Math.max(max, found.max) : found.max;
  return { kind: low > 0 ? kind : 'linear', min: low, max: high };
}

function metricAxis(head: StudyHead, name: string, column: Float64Array): ParallelAxis {
  const isObjective = name === 'value' || name === head.objective.metric;
  const found = scaleOf(column, name);
  const kind = isObjective && found.min > 0 ? head.objectiveScale : found.kind;
  const scale: Scale = { ...found, kind };
  const isReversed = isObjective && head.objective.direction === 'minimize';
  const hasNumbers = column.some(Number.isFinite);
  const ticks = hasNumbers ? numberTicks({ scale, isReversed }, false) : [];
  const label = name === 'value' ? head.objective.metric : name;
  const title = titleOf(label, scale);
  const gap = column.some(Number.isNaN) ? 'no value' : undefined;
  const place = { scale, isChoice: false, isInteger: false, isReversed };
  return { name, label, title, ...place, ticks, hasNumbers, column, gap };
}

function titleOf(label: string, { kind }: Scale): string {
  return kind === 'log' ? `${label} (log)` : label;
}

type Placed = Pick<ParallelAxis, 'scale' | 'isReversed'>;

function numberTicks(axis: Placed, isInteger: boolean): AxisTick[] {
  const values = ticksOf(axis.scale, 5, isInteger);
  return tickTexts(values).map((text, place) => tickAt(axis, values[place] as number, text));
}

function tickAt(axis: Placed, value: number, text: string): AxisTick {
  return { value, height: heightOf(axis, value), text };
}

/** Where a number lies on an axis: 0 at its upper end, 1 at its lower end; NaN of NaN. */
export function heightOf({ scale, isReversed }: Placed, value: number): number {
  const position = positionOn(scale, value);
  return isReversed ? position : 1 - position;
}

/** The number at a height of an axis, rounded where the axis has whole numbers. */
export function numberAt(axis: Placed & Pick<ParallelAxis, 'isInteger'>, height: number): number {
  const value = valueAt(axis.scale, axis.isReversed ? height : 1 - height);
  return axis.isInteger ? Math.round(value) : value;
}

/** A number of an axis as its text: of a choice its value. */
export function axisText({ isChoice, ticks }: ParallelAxis, value: number): string {
  return isChoice ? (ticks[Math.round(value)]?.text ?? '–') : formatNumber(value);
}
