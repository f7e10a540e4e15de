import type { SourceRows } from '../../data/load-dataset.ts';
import type { Scaling } from '../../study/scaling.ts';

/** The rows of which a thread helps to make the report; the numbers of their columns are in memory that it shares. */
export interface HelperOrder {
  readonly examples: SourceRows;
  readonly scaling: Scaling | undefined;
  /** One Int32 that all threads share: the next piece that no thread has taken. */
  readonly next: Int32Array;
}

/** A piece that a helper has computed. */
export interface HelperNews {
  readonly piece: number;
  readonly result: unknown;
}

/** Takes the next piece. There is none from the number of pieces on. */
export function takePiece(next: Int32Array): number {
  return Atomics.add(next, 0, 1);
}
