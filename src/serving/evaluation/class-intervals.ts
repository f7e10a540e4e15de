import type { Measured, ReliabilityBin } from '../../reports/evaluation-report.ts';
import { meanOf } from '../../statistics/mean.ts';
import { meanEnd, meanWithRows } from '../../statistics/mean-interval.ts';
import type { Random } from '../../statistics/random.ts';
import { shareInterval } from '../../statistics/share-interval.ts';
import { measureCalibrationError } from './calibration-interval.ts';
import type { JudgedRows } from './class-evaluation.ts';
import { measureF1 } from './f1-interval.ts';

/** Weight of one added wrong row; Jeffreys' prior of a share has a half. */
const addedRows = 0.5;

/** accuracy, macro f1, nll in nats, and ece, the expected calibration error. */
export function measureClasses(
  rows: JudgedRows,
  reliability: readonly ReliabilityBin[],
  random: Random,
  samples: number,
): Record<string, Measured> {
  const { given, predicted } = rows;
  const right = given.reduce((count, label, row) => count + (label === predicted[row] ? 1 : 0), 0);
  return {
    accuracy: { value: right / given.length, ...shareInterval(right, given.length) },
    f1: measureF1(rows, random, samples),
    nll: measureSurprise(rows),
    ece: measureCalibrationError(reliability, random, samples),
  };
}

/**
 * The mean surprise. Its upper bound counts half a row whose most probable class is wrong: 30 correct rows say little
 * about the cost of a model's errors, but its own probabilities do.
 */
function measureSurprise({ surprise, surpriseIfWrong }: JudgedRows): Measured {
  const { mean: value, half } = meanEnd(surprise);
  const wrong = meanOf(surpriseIfWrong);
  const square = meanOf(surpriseIfWrong.map((each) => each * each));
  const above = meanWithRows(surprise, { mean: wrong, square }, addedRows);
  return { value, low: Math.max(0, value - half), high: Math.max(value + half, above.mean + above.half) };
}
