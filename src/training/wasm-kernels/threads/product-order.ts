/**
 * A helper's control words: the number of its last order, that of the last one it has done, whether one of them failed, and
 * whether it is loaded. The numbers begin again from the least after the largest 32-bit one.
 */
export const [given, done, failed, ready] = [0, 1, 2, 3] as const;
export const controlWords = 4;

/** The data that a thread receives which helps with matrix products. */
export interface ProductHelper {
  /** The product's module, which imports `memory`. */
  readonly module: object;
  readonly memory: object;
  readonly control: Int32Array;
  /** The operands of the current order, of the module's only routine. */
  readonly operands: Float64Array;
}
