/** Some examples, read back from the model's input tensors. */
export interface Entering {
  readonly dtype: string;
  /** [rows, ...inputShape] */
  readonly x: ArrayLike<number>;
  /** [rows, outputs] */
  readonly y: ArrayLike<number>;
  /** Each example's row in the source. */
  readonly rows: ArrayLike<number>;
}
