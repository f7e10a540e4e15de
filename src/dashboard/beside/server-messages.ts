import type { OptionsOf } from '../../actions/options/option.ts';
import type { dashboardOptions } from '../dashboard-options.ts';

/** The first message to a process that serves the dashboard beside a search. */
export interface ServeOrder {
  /** The database with its secrets. */
  readonly request: OptionsOf<typeof dashboardOptions.options>;
  readonly version: string;
}

/** The addresses of a dashboard; `openingUrl` leads to the acting one once. */
export interface ServedAddresses {
  readonly url: string;
  readonly actingUrl: string;
  readonly openingUrl: string;
}

/** The answer of the process. */
export type ServeAnswer =
  | { readonly kind: 'serves'; readonly addresses: ServedAddresses }
  | { readonly kind: 'failed'; readonly text: string };
