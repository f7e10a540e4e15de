import { formatDuration, formatNumber, formatValue } from '../../metrics/number-format.ts';
import type { Value } from '../../study/distribution.ts';
import { positionOn, type Scale, valueAt } from '../axes/scale.ts';
import { ticksOf, tickTexts } from '../axes/ticks.ts';
import type { BrushAxis } from '../picture.ts';

/** An axis of a chart. Its places are linear in pixels: 0 to 1 for numbers, whole numbers from 0 on for choices. */
export interface ChartAxis {
  readonly name: string;
  /** The places of its ends. */
  readonly low: number;
  readonly high: number;
  readonly ticks: readonly { readonly place: number; readonly text: string }[];
  placeOf(value: number): number;
  valueAt(place: number): number;
}

interface NumberAxisChoices {
  /** Number of ticks to aim at. */
  readonly ticks?: number;
  readonly isInteger?: boolean;
  /** The texts of ticks that are chosen together, such as with equal digits. */
  readonly texts?: (ticks: readonly number[]) => readonly string[];
  /** Room beyond both bounds, as a share of the axis. */
  readonly margin?: number;
}

export function numberAxis(
  name: string,
  scale: Scale,
  { ticks = 5, isInteger = false, texts = tickTexts, margin = 0.03 }: NumberAxisChoices = {},
): ChartAxis {
  const values = ticksOf(scale, ticks, isInteger);
  const shown = texts(values);
  return {
    name,
    low: -margin,
    high: 1 + margin,
    ticks: values.map((value, at) => ({ place: positionOn(scale, value), text: shown[at] as string })),
    placeOf: (value) => positionOn(scale, value),
    valueAt: (place) => valueAt(scale, place),
  };
}

/** Values of a choice, each with a strip of width 1 around its place. */
export function choiceAxis(name: string, values: readonly Value[]): ChartAxis {
  return {
    name,
    low: -0.5,
    high: values.length - 0.5,
    ticks: values.map((value, place) => ({ place, text: shortened(formatValue(value)) })),
    placeOf: (value) => value,
    valueAt: Math.round,
  };
}

const durations = [
  1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
];

/** Time from 0 on, in seconds. */
export function durationAxis(name: string, seconds: number, count = 5): ChartAxis {
  const last = Math.max(seconds, 1e-3);
  const step = durations.find((each) => each * count >= last) ?? 86_400 * Math.ceil(last / count / 86_400);
  const places = Array.from({ length: Math.floor(last / step) + 1 }, (_, at) => at * step);
  return {
    name,
    low: -0.02 * last,
    high: 1.02 * last,
    ticks: places.map((place) => ({ place, text: place === 0 ? '0' : clockText(place) })),
    placeOf: (value) => value,
    valueAt: (place) => place,
  };
}

function clockText(seconds: number): string {
  return seconds < 60 ? `${seconds} s` : formatDuration(seconds);
}

/** The axis as one that can be brushed. */
export function brushOf(name: string, { valueAt: value, placeOf, low, high }: ChartAxis): BrushAxis {
  const within = (place: number) => Math.min(high, Math.max(low, place));
  return {
    name,
    valueAt: value,
    // The values of a choice are strips around whole numbers.
    placesOf: (from, to) =>
      value === Math.round
        ? [within(placeOf(from) - 0.5), within(placeOf(to) + 0.5)]
        : [within(placeOf(from)), within(placeOf(to))],
  };
}

export function percentTexts(ticks: readonly number[]): string[] {
  return ticks.map((tick) => `${formatNumber(Number((100 * tick).toPrecision(6)))} %`);
}

export function shortened(text: string, most = 18): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
