import type { WordedVerdict } from '../../reports/dashboard/verdict-report.ts';
import type { ParameterImportanceReport } from '../../reports/learned/parameter-importance-report.ts';
import type { AnsweredFault } from '../door/refused.ts';

/** The study whose findings a thread computes. */
export interface FindingOrder {
  /** With its secrets: the thread opens it. */
  readonly db: string;
  readonly study: number;
}

/** The findings that need all trials of a study together. */
export interface Findings {
  /** Null with too few trials yet, and where nothing varies. */
  readonly importance: ParameterImportanceReport | null;
  readonly verdict: WordedVerdict;
}

/** The thread's only message. */
export type FindingNews =
  | { readonly kind: 'found'; readonly findings: Findings }
  | { readonly kind: 'failed'; readonly fault: AnsweredFault };
