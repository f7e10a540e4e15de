import { decodeBlock, encodeBlock } from './column-block.ts';

/** The learning curves of trials, one after the other: one metric by epoch. */
export interface CurveColumns {
  readonly metric: string;
  /** By number. */
  readonly trial: Uint32Array;
  /** Where each curve begins in `epoch` and `value`; one more entry, the end of the last curve. */
  readonly offset: Uint32Array;
  readonly epoch: Float32Array;
  /** NaN where the epoch has no such metric. */
  readonly value: Float32Array;
}

/** Curves as the bytes of a column block. */
export function encodeCurves({ metric, trial, offset, epoch, value }: CurveColumns): Uint8Array<ArrayBuffer> {
  return encodeBlock({ head: { metric }, columns: { trial, offset, epoch, value } });
}

/** The curves of such bytes, which they share. */
export function decodeCurves(buffer: ArrayBuffer): CurveColumns {
  const { head, columns } = decodeBlock<{ metric: string }>(buffer);
  return { metric: head.metric, ...columns } as unknown as CurveColumns;
}
