import { deviates, type Interval, level } from '../statistics/mean-interval.ts';
import type { JudgedRows } from '../study/pipeline.ts';
import { isValidationMetric, rangeOf, splitless } from './validation-metric.ts';

/** Where a trial's metric is to be expected on the test rows of its study. */
export interface TestInterval extends Interval {
  /** Without its split: "loss". */
  readonly metric: string;
  readonly level: number;
  readonly validationRows: number;
  readonly testRows: number;
}

/** A value with its standard error, as a trial has them. */
interface Measured {
  readonly value: number | null;
  readonly standardError?: number;
}

/** Beyond this multiple of the value its logarithm is no longer nearly normal. */
const largestRatio = 3;

/**
 * The prediction interval of a value that validation rows gave, for a second sample of rows of the same kind: value ±
 * t · SE · √(1 + validation rows / test rows), because the test rows vary too (Student's t of the validation rows). The
 * upper end of an error without bound is that of its logarithm, since samples of skewed losses mostly lack the rare rows.
 * It does not contain that the best of many trials was partly lucky. Undefined without a standard error or test rows.
 */
export function testIntervalOf(
  { value, standardError }: Measured,
  rows: JudgedRows | undefined,
  metric: string,
): TestInterval | undefined {
  if (value === null || standardError === undefined || !isValidationMetric(metric)) return undefined;
  if (rows === undefined || rows.test === 0) return undefined;
  const half = deviates(rows.validation) * standardError * Math.sqrt(1 + rows.validation / rows.test);
  const [least, largest] = rangeOf(metric);
  const isSkewed = least === 0 && largest === Number.POSITIVE_INFINITY && value > 0;
  const factor = isSkewed ? Math.exp(Math.min(half / value, largestRatio)) : 1;
  const high = Math.max(value + half, value * factor);
  return {
    metric: splitless(metric),
    ...{ low: Math.max(value - half, least), high: Math.min(high, largest), level },
    ...{ validationRows: rows.validation, testRows: rows.test },
  };
}
