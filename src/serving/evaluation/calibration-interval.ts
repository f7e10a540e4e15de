import type { Measured, ReliabilityBin } from '../../reports/evaluation-report.ts';
import { bisect } from '../../statistics/beta-distribution.ts';
import { binomialQuantiles } from '../../statistics/binomial-quantiles.ts';
import { level } from '../../statistics/mean-interval.ts';
import { normalQuantile } from '../../statistics/normal-quantile.ts';
import type { Random } from '../../statistics/random.ts';

const tail = (1 - level) / 2;
/** Number of bisections of a range of standard deviations: the bounds are exact to a thousandth of one. */
const halvings = 17;

/** The rows of one bin: their number, the sum of their confidences, the number of correct ones. */
interface Bin {
  readonly rows: number;
  readonly confidence: number;
  /** Sum of confidences minus correct rows, and its standard deviation. */
  readonly excess: number;
  readonly deviation: number;
}

/**
 * The calibration error and its interval. The measured error is too large on average, because noise counts as error
 * (Kumar, Liang & Ma, NeurIPS 2019), so no resampling of it covers the truth. Instead a test is inverted: the interval
 * contains every true error for which the measured one is among the middle 95 % of simulated ones. For a perfect model
 * that is the consistency resampling of Bröcker & Smith (2007). The models between perfect and worse shift each bin's
 * measured deviation by some number of standard deviations. The measured error is always inside.
 */
export function measureCalibrationError(
  reliability: readonly ReliabilityBin[],
  random: Random,
  samples: number,
): Measured {
  const bins = reliability.flatMap(binOf);
  const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
  const value = bins.reduce((sum, { excess }) => sum + Math.abs(excess), 0) / rows;
  const draws = { bins: bins.map(() => uniforms(random, samples)), whole: uniforms(random, samples) };
  const simulate = (shift: number) => simulatedErrors(bins, rows, shift, draws);
  const limit = Math.max(...bins.map((bin) => bin.rows / bin.deviation));
  const errorWhere = (isBelow: (errors: Float64Array) => boolean) =>
    trueError(
      bins,
      bisect(-limit, limit, (shift) => isBelow(simulate(shift)), halvings),
      rows,
    );
  // Errors that differ by rounding count as equal.
  const [above, below] = [value * (1 - 1e-9), value * (1 + 1e-9)];
  const isPerfectPossible = share(simulate(-limit), (error) => error >= above) >= tail;
  const low = isPerfectPossible ? 0 : errorWhere((errors) => share(errors, (error) => error >= above) < tail);
  const high = errorWhere((errors) => share(errors, (error) => error <= below) >= tail);
  return { value, low: Math.min(low, value), high: Math.max(high, value) };
}

function binOf({ rows, confidence, accuracy }: ReliabilityBin): Bin[] {
  if (rows === 0 || confidence === null || accuracy === null) return [];
  // Adds one correct and one wrong row, so that a bin of correct rows alone has a non-zero deviation.
  const share = (rows * accuracy + 1) / (rows + 2);
  return [
    {
      rows,
      confidence: rows * confidence,
      excess: rows * (confidence - accuracy),
      deviation: Math.sqrt(rows * share * (1 - share)),
    },
  ];
}

/**
 * The true excess of confidence over accuracy in a bin that is `shift` standard deviations further off than measured,
 * or nearer for a negative shift: never beyond perfect, nor beyond shares of 0 and 1.
 */
function trueExcess({ rows, confidence, excess, deviation }: Bin, shift: number): number {
  const inRoom = (value: number) => Math.min(confidence, Math.max(confidence - rows, value));
  if (shift < 0) return Math.sign(excess) * Math.max(0, Math.abs(excess) + shift * deviation);
  const [less, more] = [excess - shift * deviation, excess + shift * deviation].map(inRoom) as [
    number,
    number,
  ];
  return Math.abs(less) > Math.abs(more) ? less : more;
}

function trueError(bins: readonly Bin[], shift: number, rows: number): number {
  return bins.reduce((sum, bin) => sum + Math.abs(trueExcess(bin, shift)), 0) / rows;
}

interface Draws {
  readonly bins: readonly Float64Array[];
  readonly whole: Float64Array;
}

/**
 * Simulated calibration errors. All shifts use the same draws, so that a larger shift never gives a smaller error by
 * chance.
 */
function simulatedErrors(bins: readonly Bin[], rows: number, shift: number, draws: Draws): Float64Array {
  const errors = new Float64Array(draws.whole.length);
  const truths = bins.map((bin) => trueExcess(bin, shift));
  bins.forEach((bin, index) => {
    const share = Math.min(1, Math.max(0, (bin.confidence - (truths[index] as number)) / bin.rows));
    const right = binomialQuantiles(draws.bins[index] as Float64Array, bin.rows, share);
    for (let at = 0; at < errors.length; at++) {
      errors[at] = (errors[at] as number) + Math.abs(bin.confidence - (right[at] as number)) / rows;
    }
  });
  // The number of rows per bin is random too, which matters when bins are off unequally.
  const mean = truths.reduce((sum, excess) => sum + Math.abs(excess), 0) / rows;
  const variance =
    bins.reduce((sum, bin, index) => sum + (truths[index] as number) ** 2 / bin.rows, 0) / rows - mean * mean;
  const deviation = Math.sqrt(Math.max(0, variance) / rows);
  return errors.map((error, at) => error + deviation * normalQuantile(draws.whole[at] as number));
}

function uniforms(random: Random, samples: number): Float64Array {
  return Float64Array.from({ length: samples }, () => random.next());
}

function share(values: Float64Array, isCounted: (value: number) => boolean): number {
  return values.reduce((count, value) => count + (isCounted(value) ? 1 : 0), 0) / values.length;
}
