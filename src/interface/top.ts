import { readOptions } from '../actions/options/read-options.ts';
import { type RankedTrial, top as rank, topOptions } from '../actions/top/top.ts';
import type { Fit } from '../metrics/fit.ts';
import type { TestInterval } from '../metrics/test-interval.ts';
import type { StageName } from '../study/search/stage.ts';
import type { Configuration } from '../study/search-space.ts';
import type { CompleteTrial } from './search-options.ts';
import type { StoredStudy } from './stored-study.ts';

export interface TopOptions extends StoredStudy {
  /** Maximum number of trials. Default: 5. */
  readonly k?: number | undefined;
  /** True: the trials that no other one dominates in all objectives, instead of the `k` best. */
  readonly pareto?: boolean | undefined;
  /** `pareto` compares these instead of the objectives: metrics, parameters, seconds, epochs, or 'name:minimize'. */
  readonly by?: readonly string[] | undefined;
}

export interface Ranked<Config = Configuration> extends CompleteTrial<Config> {
  readonly rank: number;
  /** Where the study's test rows should put the metric; absent without test rows or standard error. */
  readonly testInterval?: TestInterval;
  /** The stage of the search that it was sampled in; absent before the first stage, and for derived trials. */
  readonly stage?: StageName;
  /** The objective on the training rows beside validation; absent where those were not measured. */
  readonly fit?: Fit;
}

/**
 * The best trials, best first; `top<ConfigurationOf<typeof space>>` gives their configurations the types of the study's
 * space. NoTrialCompletedError when none is complete.
 */
export function top<Config = Configuration>(options?: TopOptions): Promise<Ranked<Config>[]>;
export async function top(options: TopOptions = {}): Promise<Ranked[]> {
  const { trials } = await rank(readOptions(topOptions, options));
  return trials.filter((trial): trial is RankedTrial & { value: number } => trial.value !== null);
}
