import { linearTicks, logTicks, power10 } from './ticks.ts';

/** Places numbers on an axis. */
export interface Scale {
  /** 0 at the low end, 1 at the high one. */
  at(value: number): number;
  readonly ticks: readonly number[];
}

export type ScaleKind = 'linear' | 'log';

/** The axis of all finite values; a log axis needs values above 0 and becomes linear without. */
export function scaleOf(kind: ScaleKind, values: readonly number[]): Scale {
  const finite = values.filter(Number.isFinite);
  const low = Math.min(...finite);
  const high = Math.max(...finite);
  if (finite.length === 0) return { at: () => 0.5, ticks: [] };
  return kind === 'log' && low > 0 ? logScale(low, high) : linearScale(low, high);
}

function linearScale(low: number, high: number): Scale {
  const [from, to] = low < high ? [low, high] : [low - 0.5, high + 0.5];
  return { at: (value) => (value - from) / (to - from), ticks: linearTicks(from, to) };
}

function logScale(low: number, high: number): Scale {
  const [from, to] =
    low < high ? [Math.log10(low), Math.log10(high)] : [Math.log10(low) - 0.5, Math.log10(low) + 0.5];
  return {
    at: (value) => (Math.log10(value) - from) / (to - from),
    ticks: logTicks(power10(from), power10(to)),
  };
}
