import type { ParameterImportanceReport } from '../learned/parameter-importance-report.ts';
import type { SchedulingReport } from '../scheduling-report.ts';
import type { WordedVerdict } from './verdict-report.ts';

/** The findings from all trials of a study together. */
export interface Findings {
  /** Null with too few trials yet, and where nothing varies. */
  readonly importance: ParameterImportanceReport | null;
  readonly verdict: WordedVerdict;
  /** Null for a study without a scheduler. */
  readonly scheduling: SchedulingReport | null;
}
