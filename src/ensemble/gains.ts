import { isShareOfRows } from '../metrics/metric-format.ts';
import type { Gain, Gains } from '../reports/ensemble-report.ts';
import { meanOf } from '../statistics/mean.ts';
import { meanWithRow } from '../statistics/mean-interval.ts';
import { pairedShareInterval } from '../statistics/share-interval.ts';

/** The gain of a comparison on each example, by the metric's name; above 0 is better. */
export type GainsByExample = Readonly<Record<string, Float64Array>>;

/** The intervals of gains are formulas without resampling. */
export const resamples = 0;

/** Weight of the rows added to those seen: half a row like the best at one bound, like the worst at the other. */
const addedRows = 0.5;

/**
 * Mean gains with the intervals of paired rows: Bonett and Price's for shares of rows, and Student's for other means
 * and for rows with weights, whose bounds count half a row more like the most extreme one.
 */
export function measureGains(byExample: GainsByExample): Gains {
  return Object.fromEntries(
    Object.entries(byExample).map(([name, gains]) => [
      name,
      isShareOfRows(name) && gains.every(Number.isInteger) ? shareGain(gains) : meanGain(gains),
    ]),
  );
}

/** Gains of 1, 0 and −1. */
function shareGain(gains: Float64Array): Gain {
  const count = (value: number) => gains.reduce((sum, gain) => sum + (gain === value ? 1 : 0), 0);
  const [better, worse] = [count(1), count(-1)];
  return { value: (better - worse) / gains.length, ...pairedShareInterval(better, worse, gains.length) };
}

function meanGain(gains: Float64Array): Gain {
  const above = meanWithRow(
    gains,
    gains.reduce((most, gain) => Math.max(most, gain)),
    addedRows,
  );
  const below = meanWithRow(
    gains,
    gains.reduce((least, gain) => Math.min(least, gain)),
    addedRows,
  );
  return {
    value: meanOf(gains),
    low: below.mean - below.half,
    high: above.mean + above.half,
  };
}
