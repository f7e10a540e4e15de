/**
 * A helper's control words: the number of its last order, that of the last one it has done, whether one of them failed,
 * whether it is loaded, and which of the module's routines the order is for. The numbers begin again from the least after the largest 32-bit one.
 */
export const [given, done, failed, ready, routine] = [0, 1, 2, 3, 4] as const;
export const controlWords = 5;

/** The data that a thread receives which helps with large routines. */
export interface ProductHelper {
  /** The module of these routines, which imports `memory`. */
  readonly module: object;
  readonly memory: object;
  readonly control: Int32Array;
  /** The operands of the current order, of one of the module's routines, the first of these numbers. */
  readonly operands: Float64Array;
}
