import type { CellForm } from '../study/cell-form.ts';
import type { ColumnSpec, ColumnType } from '../study/column-spec.ts';

/** The type of a column of a table. */
export interface ColumnSchema {
  readonly name: string;
  /** Absent for a column without a value. */
  readonly type?: ColumnType;
  /** How its cells are written, where they are no plain numbers or names. */
  readonly form?: CellForm;
  /** The declaration in the space file. */
  readonly spec?: ColumnSpec;
  /** The space file declares the type. */
  readonly isDeclared: boolean;
  /** Why the type was inferred, or how its cells are written. */
  readonly because?: string;
  /** Number of cells without a value. */
  readonly missing: number;
  /** Words that count as missing, by frequency. */
  readonly missingWords?: Readonly<Record<string, number>>;
  /** The curve before its scale, where there is one. */
  readonly scaling?: 'log1p' | 'quantile';
  /** How its texts enter as token ids, where they do. */
  readonly tokens?: TokenSchema;
  /** Why the column is no input of the model; absent where it is one. */
  readonly leftOut?: string;
}

/** Token ids of a column of texts, as the training rows decide them. */
interface TokenSchema {
  readonly of: 'words' | 'characters';
  /** Number of different tokens that have an id of their own. */
  readonly vocabulary: number;
  /** Number of ids of a text. */
  readonly length: number;
}

/** How a table was read. */
export interface TableSchema {
  /** One line for each file: its format, delimiter, encoding and header. */
  readonly files: readonly string[];
  readonly rows: number;
  readonly target: {
    readonly name: string;
    readonly task: 'classification' | 'regression';
    /** Number of classes. */
    readonly classes?: number;
    /** Why this task was inferred; absent where the space file sets `data.task`. */
    readonly because?: string;
    /** The other task, where the target allows it. */
    readonly otherwise?: 'classification' | 'regression';
    /** Rows that were left out because they have no target. */
    readonly missing: number;
  };
  /** All targets, where there are several; `target` is the one that stratifies the split. */
  readonly targets?: readonly Omit<TableSchema['target'], 'missing'>[];
  /** The labels of rows that may have any number of them. */
  readonly labels?: readonly string[];
  /** Columns that weigh, group or order the rows. */
  readonly roles: Readonly<Partial<Record<'weight' | 'group' | 'time', string>>>;
  /** The other columns, in the order of the file. */
  readonly columns: readonly ColumnSchema[];
}
