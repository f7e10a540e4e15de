import { type Message, type Wording, worded } from '../../faults/message.ts';
import { formatNumber } from '../../metrics/number-format.ts';

/** The verdict on a study, in words with numbers. */
export interface VerdictReport {
  /** Null while no trial is complete. */
  readonly best: {
    readonly trial: number;
    readonly value: number;
    /** Standard error of the value; null where it is not known. */
    readonly standardError: number | null;
    /** The sample behind the error, such as "359 validation rows". */
    readonly errorOf: string | null;
    /** Values of the configuration with other seeds, their mean and sample deviation; null where none are kept. */
    readonly seeds: {
      readonly count: number;
      readonly mean: number | null;
      readonly std: number | null;
    } | null;
  } | null;
  /** Sentences, each readable alone; the first is the most important. */
  readonly lines: readonly VerdictLine[];
  /** The next actions, the most useful first. */
  readonly next: readonly { readonly reason: string; readonly action: Message }[];
  /** The gain of twice as many trials on the best value; null where too few trials tell. */
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

/** The sources of the errors of the best value: "standard error over 359 validation rows; deviation over 5 seeds 0.006". */
export function errorText({ errorOf, seeds }: NonNullable<VerdictReport['best']>): string {
  return [
    ...(errorOf === null ? [] : [`standard error over ${errorOf}`]),
    ...(seeds === null || seeds.std === null
      ? []
      : [`deviation over ${seeds.count} seeds ${formatNumber(Number(seeds.std.toPrecision(2)))}`]),
  ].join('; ');
}

export interface VerdictLine {
  readonly topic:
    | 'best'
    | 'tied'
    | 'seeds'
    | 'baseline'
    | 'importance'
    | 'edge'
    | 'failures'
    | 'gain'
    | 'fit'
    | 'run';
  /** How it is to be read. */
  readonly tone: 'good' | 'plain' | 'warn';
  readonly text: string;
  /** The trials that it speaks of, by number. */
  readonly trials?: readonly number[];
  readonly parameter?: string;
}
