import type { Severity } from '../../reports/data-report.ts';
import { meanAtMost } from '../../statistics/significance.ts';
import type { JudgedTarget } from './target.ts';

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

/** Undefined when the column is no leak. Errors are sums over the rows, like `baselineError`'s. */
export function leakSeverity(
  error: number,
  { target, baseline }: { readonly target: JudgedTarget; readonly baseline: number },
): Severity | undefined {
  const evidence = target.kind === 'classification' ? baseline : target.rows;
  if (baseline === 0 || evidence < fewestToWarn || error > suspectPart * baseline) return undefined;
  if (evidence < fewestToFail) return error <= perfectPart * baseline ? 'warn' : undefined;
  const isCertain = target.kind === 'regression' || meanAtMost(error) <= certainPart * baseline;
  return isCertain && error <= perfectPart * baseline ? 'fail' : 'warn';
}
