import type { CellForm } from '../../study/cell-form.ts';
import type { ColumnSpec, ColumnType } from '../../study/column-spec.ts';

/** What the space file declares of a column. */
export interface ColumnDeclaration {
  readonly type?: ColumnType;
  /** How its cells become numbers; absent where the type has names, or is inferred. */
  readonly form?: CellForm;
  readonly missing?: readonly string[];
  readonly spec?: ColumnSpec;
}
