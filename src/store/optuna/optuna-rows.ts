import type SqliteDatabase from 'better-sqlite3';
import { type Fault, FaultsError } from '../../faults/errors.ts';
import type { ColumnRule } from './column-rules.ts';

/** A table of Optuna's: the columns to read, the rule of each, and the key column. */
export interface OptunaTable {
  readonly name: string;
  readonly key: string;
  readonly rules: Readonly<Record<string, ColumnRule>>;
}

/** Reads a database's tables and collects the faults of their rows. */
export class OptunaRows {
  readonly #database: SqliteDatabase.Database;
  readonly #file: string;
  readonly #faults: Fault[] = [];

  constructor(database: SqliteDatabase.Database, file: string) {
    this.#database = database;
    this.#file = file;
  }

  /**
   * The rows that a clause selects, ordered by `order` or by key. A row that breaks a rule is a fault and left out, so
   * that every returned row obeys the rules.
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
    // Anything but text is shown by its size, not as the text that says so.
    const isBytes = value instanceof Uint8Array;
    const shown = isBytes
      ? { constraint: `${constraint}, got ${value.length} bytes` }
      : { constraint, value };
    this.#faults.push({ file: this.#file, field: `table ${name}, ${key} ${id}, ${column}`, ...shown });
  }

  /** FaultsError of all faults found. */
  throwIfAny(): void {
    if (this.#faults.length > 0) throw new FaultsError(this.#faults);
  }
}
