/** A helper's counters in its control words: orders it was given, orders it has done, and those of them that failed. */
export const [given, done, failed] = [0, 1, 2] as const;
export const controlWords = 3;

/** The data that a thread receives which helps with matrix products. */
export interface ProductHelper {
  /** The product's module, which imports `memory`. */
  readonly module: object;
  readonly memory: object;
  readonly control: Int32Array;
  /** The operands of the current order, of the module's only routine. */
  readonly operands: Float64Array;
}
