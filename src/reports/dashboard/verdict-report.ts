import { type Message, type Wording, worded } from '../../faults/message.ts';

/** What a study has shown, in words with numbers. */
export interface VerdictReport {
  /** Null while no trial is complete. */
  readonly best: {
    readonly trial: number;
    readonly value: number;
    /** Standard error of the value; null where it is not known. */
    readonly standardError: number | null;
    /** What the error is of, such as "359 validation rows" or "5 seeds". */
    readonly errorOf: string | null;
  } | null;
  /** Sentences, each readable alone; the first is the most important. */
  readonly lines: readonly VerdictLine[];
  /** What to do next, the most useful first. */
  readonly next: readonly { readonly reason: string; readonly action: Message }[];
  /** What twice as many trials would gain on the best value; null where too few trials tell. */
  readonly gain: {
    readonly trials: number;
    readonly expected: number;
    readonly low: number;
    readonly high: number;
  } | null;
}

/** A verdict as the server sends it: its actions are commands, such as `hpsearch confirm --top 6`. */
export interface WordedVerdict extends Omit<VerdictReport, 'next'> {
  readonly next: readonly { readonly reason: string; readonly command: string }[];
}

export function wordedVerdict({ next, ...found }: VerdictReport, words: Wording): WordedVerdict {
  return { ...found, next: next.map(({ reason, action }) => ({ reason, command: worded(action, words) })) };
}

export interface VerdictLine {
  readonly topic: 'best' | 'tied' | 'baseline' | 'importance' | 'edge' | 'failures' | 'gain' | 'fit' | 'run';
  /** How it is to be read. */
  readonly tone: 'good' | 'plain' | 'warn';
  readonly text: string;
  /** The trials that it speaks of, by number. */
  readonly trials?: readonly number[];
  readonly parameter?: string;
}
