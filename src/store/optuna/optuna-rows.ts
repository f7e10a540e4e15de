import type SqliteDatabase from 'better-sqlite3';
import { type Fault, FaultsError } from '../../faults/errors.ts';
import type { ColumnRule } from './column-rules.ts';

/** A table of Optuna's: the columns that are read, what each must hold, and the one that tells rows apart. */
export interface OptunaTable {
  readonly name: string;
  readonly key: string;
  readonly rules: Readonly<Record<string, ColumnRule>>;
}

/** Reads the tables of a database, and collects what is wrong with their rows. */
export class OptunaRows {
  readonly #database: SqliteDatabase.Database;
  readonly #file: string;
  readonly #faults: Fault[] = [];

  constructor(database: SqliteDatabase.Database, file: string) {
    this.#database = database;
    this.#file = file;
  }

  /**
   * The rows that a clause chooses, in the order of `order` or of their keys. A row that breaks a rule is a fault, and left
   * out, so that each has the values that the rules demand.
   */
  select<Row>({ name, key, rules }: OptunaTable, clause: string, given: number[] = [], order = key): Row[] {
    const columns = [key, ...Object.keys(rules)].map((column) => `${name}."${column}"`).join(', ');
    const query = `select ${columns} from ${name} ${clause} order by ${order}`;
    const rows = this.#database.prepare<number[], Readonly<Record<string, unknown>>>(query).all(...given);
    return rows.filter((row) => {
      const broken = Object.entries(rules).filter(([column, rule]) => !rule.holds(row[column]));
      for (const [column, { constraint }] of broken)
        this.refuse({ name, key }, Number(row[key]), { column, constraint, value: row[column] });
      return broken.length === 0;
    }) as Row[];
  }

  /** Adds the fault of a cell. */
  refuse(
    { name, key }: Pick<OptunaTable, 'name' | 'key'>,
    id: number,
    {
      column,
      constraint,
      value,
    }: { readonly column: string; readonly constraint: string; readonly value: unknown },
  ): void {
    // What is no text is shown by its size, and not as the text that says so.
    const isBytes = value instanceof Uint8Array;
    const shown = isBytes
      ? { constraint: `${constraint}, got ${value.length} bytes` }
      : { constraint, value };
    this.#faults.push({ file: this.#file, field: `table ${name}, ${key} ${id}, ${column}`, ...shown });
  }

  /** FaultsError of all that was found. */
  throwIfAny(): void {
    if (this.#faults.length > 0) throw new FaultsError(this.#faults);
  }
}
