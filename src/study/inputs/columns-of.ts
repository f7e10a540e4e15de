import type { ColumnTransform, Preprocessing } from '../pipeline.ts';

/** The columns of a table's row, or of each row of a window; undefined for other inputs. */
export function columnsOf(preprocessing: Preprocessing): readonly ColumnTransform[] | undefined {
  return 'columns' in preprocessing ? preprocessing.columns : undefined;
}
