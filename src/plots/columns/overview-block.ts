import type { StudyHead } from '../study-head.ts';
import { type BlockBytes, decodeBlock, encodeBlock } from './column-block.ts';
import { decodeTrials, encodeTrials, type TrialColumns } from './trial-columns.ts';

/** The facts of a study, and trials of it. */
export interface StudyOverview {
  readonly head: StudyHead;
  readonly trials: TrialColumns;
}

/** A block whose head is the study's, and whose only column is the block of its trials. */
export function encodeOverview({ head, trials }: StudyOverview): Uint8Array<ArrayBuffer> {
  return encodeBlock({ head, columns: { trials: encodeTrials(trials) } });
}

/** The block of trials in such bytes, which they share. */
export function trialsIn(overview: BlockBytes): Uint8Array<ArrayBuffer> {
  return decodeBlock<StudyHead>(overview).columns.trials as Uint8Array<ArrayBuffer>;
}

export function decodeOverview(bytes: BlockBytes): StudyOverview {
  const { head, columns } = decodeBlock<StudyHead>(bytes);
  return { head, trials: decodeTrials(columns.trials as Uint8Array<ArrayBuffer>) };
}
