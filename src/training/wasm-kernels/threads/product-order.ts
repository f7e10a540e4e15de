import type { MessagePort } from 'node:worker_threads';

/**
 * A helper's control words: the number of its last order, that of the last one it has done, whether one of them failed,
 * and whether it is loaded. The numbers begin again from the least after the largest 32-bit one.
 */
export const [given, done, failed, ready] = [0, 1, 2, 3] as const;
export const controlWords = 4;

/** Numbers of an order, which is the number of its calls and for each of them its routine, and its operands and their number. */
export const orderNumbers = 2 ** 17;

/** The data that a thread receives which helps with large calls. Modules of one routine each follow as messages, in order. */
export interface ProductHelper {
  readonly memory: object;
  readonly control: Int32Array;
  readonly order: Float64Array;
  /** Held for as long as the thread lives; its messages are not read. */
  readonly held: MessagePort;
}
