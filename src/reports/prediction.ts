/** A model's prediction for one row. */
export interface Prediction {
  /** The class, or the value in the target's own units. */
  readonly prediction: string | number;
  /** By class; absent for a regression. */
  readonly probabilities?: Readonly<Record<string, number>>;
}
