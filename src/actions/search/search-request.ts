import type { SearchReport } from '../../reports/search-report.ts';
import type { GivenSpace } from '../../search/prepare-spec.ts';
import type { Objective } from '../../study/objective.ts';
import type { OptionsOf } from '../options/option.ts';
import type { searchOptions } from './search-options.ts';

export type SearchOptions = OptionsOf<typeof searchOptions.options>;

/** The options of a search; a program may give the space as an object instead of a file. */
export type SearchRequest = Omit<SearchOptions, 'space'> & { readonly space: string | GivenSpace };

export interface EndedSearch {
  readonly report: SearchReport;
  readonly objective: Objective;
  /** The study is the newest of its database. */
  readonly isNewest: boolean;
}
