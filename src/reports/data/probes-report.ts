/** Scores of quickly fitted predictors on validation rows, and the advice on a model that follows. */
export interface ProbesReport {
  /** `accuracy`, or `r2` of the normal scores of a numeric target, which are its ranks as quantiles. */
  readonly metric: 'accuracy' | 'r2';
  readonly trainedRows: number;
  readonly judgedRows: number;
  /** The accuracy of the most frequent class; 0 for `r2`. */
  readonly constant: number;
  readonly probes: readonly Probe[];
  /** The conclusions from the differences, one sentence each. */
  readonly notes: readonly string[];
  /** Rows whose label the other rows doubt; only of classes. */
  readonly labelNoise?: { readonly share: number; readonly low: number; readonly high: number };
}

export interface Probe {
  readonly predictor: 'linear' | 'neighbours';
  /** Its inputs: `all inputs`, pixels of an image at a resolution, or patches of it. */
  readonly inputs: string;
  readonly score: number;
}
