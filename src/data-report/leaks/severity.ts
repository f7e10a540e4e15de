import type { Severity } from '../../reports/data-report.ts';
import { meanAtMost } from '../../statistics/significance.ts';

export interface LeakEvidence {
  readonly kind: 'classification' | 'regression';
  readonly evidence: number;
  readonly baseline: number;
}

/** Below this share of the best constant's error, a column predicts almost perfectly. */
const perfectPart = 0.01;
/** Below this share a column predicts suspiciously well. */
const suspectPart = 0.03;
/** A leak is a fault rather than a suspicion when the true share is at most this, at 95 %. */
const certainPart = 0.05;
/**
 * Minimum number of the best constant's wrong rows, or of rows in a regression: below it even perfection may be luck or
 * an easy task.
 */
const fewestToWarn = 30;
const fewestToFail = 60;

/**
 * Undefined when the column is no leak. Errors are sums over the rows, like `baselineError`'s; `evidence` is the number
 * of the best constant's wrong rows, or of rows in a regression.
 */
export function leakSeverity(
  error: number,
  { kind, evidence, baseline }: LeakEvidence,
): Severity | undefined {
  if (baseline === 0 || evidence < fewestToWarn || error > suspectPart * baseline) return undefined;
  if (evidence < fewestToFail) return error <= perfectPart * baseline ? 'warn' : undefined;
  const isCertain = kind === 'regression' || meanAtMost(error) <= certainPart * baseline;
  return isCertain && error <= perfectPart * baseline ? 'fail' : 'warn';
}
