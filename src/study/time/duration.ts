import { longestSeconds } from './longest-seconds.ts';

const secondsByUnit: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 };

/** The constraint of a duration in words, from "must" on. */
export const durationConstraint = `must be a number of seconds or a duration such as 90s, 10m or 2h, above 0 and at most ${longestSeconds / 86_400}d`;

/** The seconds of a text such as "90", "90s", "1.5h" or "2D"; undefined for any other, for zero and beyond `longestSeconds`. */
export function secondsOf(text: string): number | undefined {
  const [, amount, unit = ''] = /^(\d+(?:\.\d+)?)([a-z]?)$/i.exec(text) ?? [];
  const seconds = Number(amount) * (secondsByUnit[unit.toLowerCase()] ?? Number.NaN);
  return seconds > 0 && seconds <= longestSeconds ? seconds : undefined;
}
