import { type BlockBytes, decodeBlock, encodeBlock } from './column-block.ts';

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
  /** They hold all that changed before it: seconds since 1970 by the database's clock. Absent where it is not known. */
  readonly changedAt?: number;
}

/** Curves as the bytes of a column block. */
export function encodeCurves({ metric, changedAt, ...columns }: CurveColumns): Uint8Array<ArrayBuffer> {
  return encodeBlock({ head: { metric, ...(changedAt !== undefined && { changedAt }) }, columns });
}

/** The curves of such bytes, which they share. */
export function decodeCurves(bytes: BlockBytes): CurveColumns {
  const { head, columns } = decodeBlock<Pick<CurveColumns, 'metric' | 'changedAt'>>(bytes);
  return { ...head, ...columns } as unknown as CurveColumns;
}
