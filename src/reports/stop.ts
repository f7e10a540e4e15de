/** Why a search ended before its last trial; docs/search.md has the rules. */
export type Stop =
  | {
      readonly by: 'until';
      readonly until: number;
      /** The first trial that reached it. */
      readonly trial: number;
      readonly value: number;
      /** Absent where it is not known. */
      readonly standardError?: number;
    }
  | {
      readonly by: 'patience';
      /** Number of trials without a gain. */
      readonly trials: number;
      /** The last trial that was a gain; null when none was. */
      readonly gain: number | null;
    }
  | {
      readonly by: 'epochs';
      /** Epochs of the trials whose results had to be known, with the expected ones of those that still ran. */
      readonly epochs: number;
      readonly budget: number;
    }
  | { readonly by: 'time'; readonly seconds: number }
  /** Each configuration of the space, or each point of its grid, has run. */
  | { readonly by: 'configurations'; readonly configurations: number };
