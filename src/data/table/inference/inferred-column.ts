import type { CellForm } from '../../../study/cell-form.ts';
import type { ColumnType } from '../../../study/column-spec.ts';
import type { Broken } from './broken.ts';

/** The type of a column, and why, where the space file does not declare it. */
export type InferredColumn = { readonly because?: string } & (
  | { readonly kind: 'number'; readonly type: ColumnType; readonly form?: CellForm }
  | { readonly kind: 'name'; readonly type: 'category' | 'text' }
  | { readonly kind: 'left-out'; readonly type: 'id'; readonly because: string }
  | { readonly kind: 'empty' }
  | { readonly kind: 'broken'; readonly broken: Broken }
);
