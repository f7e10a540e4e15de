import type { Fault } from '../../faults/errors.ts';
import type { ModuleFailure, ModuleNews } from '../../modules/probe-module.ts';
import type { NamedArray } from '../formats/arrays/named-array.ts';
import type { GivenRow } from '../inputs/given-rows.ts';

/** The messages of the thread that runs a module's `data`; `rows` is answered once more may come. */
export type DataNews =
  | { readonly kind: 'rows'; readonly rows: readonly GivenRow[] }
  | { readonly kind: 'arrays'; readonly arrays: readonly NamedArray[] }
  | { readonly kind: 'end' }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] }
  | Extract<ModuleNews, { readonly kind: 'exits' }>
  | ModuleFailure;

/** The data of the thread. */
export interface DataQuestion {
  readonly url: string;
  /** The module's name in faults. */
  readonly file: string;
  readonly seed: number;
}
