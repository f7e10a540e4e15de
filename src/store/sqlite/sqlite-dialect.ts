import type SqliteDatabase from 'better-sqlite3';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  SqliteAdapter,
  SqliteDriver,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { type Patience, patiently } from '../patience.ts';
import { lockPatience } from './patience.ts';
import { withPreparedStatements } from './prepared-statements.ts';

/**
 * Kysely's SQLite dialect with transactions that take the write lock at their start. Connections to the same file have
 * the same `turnKey`. A statement that finds the file locked is retried for as long as `patience` allows.
 */
export function sqliteDialect(
  database: SqliteDatabase.Database,
  turnKey: string | object,
  patience: Patience = lockPatience('', 0),
): Dialect {
  return {
    createDriver: () => new ImmediateDriver(database, turnKey, patience),
    createQueryCompiler: () => new LocklessCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  };
}

/** SQLite has no locks of rows, and no syntax for them: a transaction of ours has the whole file. */
class LocklessCompiler extends SqliteQueryCompiler {
  protected override visitSelectModifier(): void {}
}

/**
 * Kysely starts transactions with `begin`, which locks nothing: one that reads and then writes fails at once with
 * SQLITE_BUSY, whatever the timeout, when another connection has written in between. `begin immediate` waits for its
 * turn.
 */
class ImmediateDriver extends SqliteDriver {
  readonly #database: SqliteDatabase.Database;
  readonly #turnKey: string | object;
  readonly #patience: Patience;
  #connection: DatabaseConnection | undefined;
  #endTurn: () => void = () => undefined;

  constructor(database: SqliteDatabase.Database, turnKey: string | object, patience: Patience) {
    super({ database: withPreparedStatements(database) });
    this.#database = database;
    this.#turnKey = turnKey;
    this.#patience = patience;
  }

  /** There is only one connection; its users take turns. */
  override async acquireConnection(): Promise<DatabaseConnection> {
    const connection = await super.acquireConnection();
    this.#connection ??= patient(connection, this.#patience);
    return this.#connection;
  }

  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    this.#endTurn = await takeTurn(this.#turnKey);
    try {
      await connection.executeQuery(CompiledQuery.raw('begin immediate'));
    } catch (error) {
      this.#endTurn();
      throw error;
    }
  }

  override async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await super.commitTransaction(connection);
    this.#endTurn();
  }

  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      // A full disk has already caused a rollback; the error of a second rollback would hide the first.
      if (this.#database.inTransaction) await super.rollbackTransaction(connection);
    } finally {
      this.#endTurn();
    }
  }
}

/** A statement that found the file locked has had no effect, even the end of a transaction. */
function patient(connection: DatabaseConnection, patience: Patience): DatabaseConnection {
  return {
    executeQuery: (query) => patiently(() => connection.executeQuery(query), patience),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

const lastTurns = new Map<string | object, Promise<void>>();

/**
 * Waits for the transactions that this thread began earlier under the same key; the caller ends its own turn. Without
 * turns a second connection would block inside SQLite, and with it the thread that must end the first.
 */
async function takeTurn(key: string | object): Promise<() => void> {
  const previous = lastTurns.get(key);
  let settle = () => {};
  const turn = new Promise<void>((resolve) => {
    settle = resolve;
  });
  lastTurns.set(key, turn);
  await previous;
  return () => {
    if (lastTurns.get(key) === turn) lastTurns.delete(key);
    settle();
  };
}
