import { studentQuantile } from '../../src/statistics/beta-distribution.ts';
import { meanOf } from '../../src/statistics/mean.ts';
import { level, spreadOf } from '../../src/statistics/mean-interval.ts';
import type { Outcome } from './results.ts';

export interface Difference {
  readonly mean: number;
  /** Half the width of its 95 % interval. */
  readonly half: number;
  readonly verdict: 'better' | 'worse' | 'within noise';
}

/** The losses of the same test rows by two methods, once a split. */
export type PairedLosses = readonly (readonly [one: readonly number[], other: readonly number[]])[];

/**
 * By how much the first of two methods loses more, from Student's paired test over the test rows. The splits of a table
 * share most of their rows, so several are as uncertain as one of them.
 */
export function differenceOf(splits: PairedLosses): Difference {
  const spreads = splits.map(([one, other]) => {
    const { mean, std } = spreadOf(one.map((loss, row) => loss - (other[row] as number)));
    return { mean, variance: std ** 2 / one.length };
  });
  const mean = meanOf(spreads.map((spread) => spread.mean));
  const error = Math.sqrt(meanOf(spreads.map(({ variance }) => variance)));
  const half = studentQuantile((1 + level) / 2, (splits[0]?.[0].length ?? 2) - 1) * error;
  return { mean, half, verdict: mean < -half ? 'better' : mean > half ? 'worse' : 'within noise' };
}

/** The losses of two methods on the splits of a table that both have. */
export function pairsOf(one: readonly Outcome[], other: readonly Outcome[]): PairedLosses {
  return one.flatMap(({ seed, losses }) => {
    const same = other.find((outcome) => outcome.seed === seed);
    return same === undefined ? [] : [[losses, same.losses] as const];
  });
}

/** How far test losses are from the values that trials were chosen by. */
export interface Coverage {
  readonly count: number;
  /** How many are within 1.96 standard errors of the value. */
  readonly own: number;
  /** How many are within 1.96 of both standard errors, that of the test loss included. */
  readonly both: number;
  /** The mean distance in both standard errors, above 0 where values are too good. */
  readonly excess: number;
  /** How many have an interval for their test rows, and in how many it holds the test loss. */
  readonly expected: number;
  readonly held: number;
}

export function coverageOf(outcomes: readonly Outcome[]): Coverage {
  const known = outcomes.flatMap(({ validation, standardError, loss, losses }) => {
    if (validation === null || standardError === undefined) return [];
    const error = Math.hypot(standardError, spreadOf(losses).std / Math.sqrt(losses.length));
    const distance = loss - validation;
    return [{ own: Math.abs(distance) <= 1.96 * standardError, excess: distance / error }];
  });
  const expected = outcomes.filter(({ testInterval }) => testInterval !== undefined);
  const isHeld = ({ loss, testInterval }: Outcome) =>
    testInterval !== undefined && testInterval.low <= loss && loss <= testInterval.high;
  return {
    ...{ expected: expected.length, held: expected.filter(isHeld).length },
    count: known.length,
    own: known.filter(({ own }) => own).length,
    both: known.filter(({ excess }) => Math.abs(excess) <= 1.96).length,
    excess: meanOf(known.map(({ excess }) => excess)),
  };
}
