import type { Findings } from '../../reports/dashboard/findings.ts';
import type { AnsweredFault } from '../door/refused.ts';

/** The study whose findings a thread computes. */
export interface FindingOrder {
  /** With its secrets: the thread opens it. */
  readonly db: string;
  readonly study: number;
}

/** The order of a thread that has just been started: its answer says that it has loaded its code. */
export const whenReady = 'when ready';

/** The thread's answer to an order. */
export type FindingNews =
  | { readonly kind: 'ready' }
  | { readonly kind: 'found'; readonly findings: Findings; readonly heapMegabytes: number }
  | { readonly kind: 'failed'; readonly fault: AnsweredFault };
