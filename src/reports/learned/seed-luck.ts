import { formatNumber } from '../../metrics/number-format.ts';
import type { SeedSpread } from '../../metrics/seed-spread.ts';

/** Fewer values tell nothing of luck. */
export const fewestForLuck = 3;

/** "valLoss 0.11 ± 0.01, from 0.1 to 0.12; 95 % interval of the mean: 0.0852 to 0.1348"; empty without a value. */
export function spreadText({ metric, values, mean, std, interval, min, max }: SeedSpread): string {
  if (mean === null || min === null || max === null) return '';
  const around = std === null ? '' : ` ± ${formatNumber(std)}`;
  const range = values.length === 1 ? '' : `, from ${formatNumber(min)} to ${formatNumber(max)}`;
  const bounds = interval && `${formatNumber(interval.low)} to ${formatNumber(interval.high)}`;
  return `${metric} ${formatNumber(mean)}${around}${range}${bounds === null ? '' : `; 95 % interval of the mean: ${bounds}`}`;
}

/** Whether a trial owes its value to its seed: "its own 0.08 is better than 3 of 3: … it was partly luck; …". */
export function luckText(spread: SeedSpread): string {
  const { original, values, betterThan, isBest, mean } = spread;
  const own = `its own ${formatNumber(original)} is better than ${betterThan} of ${values.length}`;
  if (betterThan < values.length) return `${own}: no more than the configuration gives`;
  if (values.length < fewestForLuck) return `${own}: too few to tell`;
  const way = `expect ${formatNumber(mean as number)} of the configuration`;
  return isBest
    ? `${own}: chosen for being the best, it was partly luck; ${way}`
    : `${own}: its seed was a good one; ${way}`;
}

/** True where the trial is better than each of its repetitions, and these are enough to say so. */
export function wasLucky({ values, betterThan }: SeedSpread): boolean {
  return values.length >= fewestForLuck && betterThan === values.length;
}
