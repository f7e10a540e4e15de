/** Limits of a search beside its number of trials; it ends at whichever is reached first. */
export interface Budget {
  /** Epochs of all sampled trials together. */
  readonly epochs?: number;
  /** Seconds of one run of the search after which no trial starts. */
  readonly time?: number;
  /** The objective's value to reach, beyond the noise of the validation rows. */
  readonly until?: number;
  /** Trials without a gain beyond the noise of the validation rows. */
  readonly patience?: number;
}

/** False for none, and for a budget of time alone, which reads no results. */
export function limitsTrials(budget: Budget | undefined): budget is Budget {
  return [budget?.epochs, budget?.until, budget?.patience].some((limit) => limit !== undefined);
}
