/** The trials that a test over the validation rows cannot tell apart from the best one. */
export interface Tied {
  readonly best: number;
  /** By rank, without the best. */
  readonly trials: readonly number[];
  /** How many other trials were tested: those whose weights were kept. */
  readonly tested: number;
  /** Complete trials, for which the test is corrected. */
  readonly of: number;
  readonly level: number;
}
