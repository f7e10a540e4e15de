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
import { type Patience, patiently } from './patience.ts';
import { withPreparedStatements } from './prepared-statements.ts';

const noPatience: Patience = { file: '', milliseconds: 0 };

/**
 * Kysely's SQLite dialect with transactions that hold the write lock from their beginning. Connections to the same
 * file give the same `turnKey`. A statement that finds the file locked is tried again for as long as `patience` says.
 */
export function sqliteDialect(
  database: SqliteDatabase.Database,
  turnKey: string | object,
  patience: Patience = noPatience,
): Dialect {
  return {
    createDriver: () => new ImmediateDriver(database, turnKey, patience),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new SqliteAdapter(),
    createIntrospector: (kysely) => new SqliteIntrospector(kysely),
  };
}

/**
 * Kysely begins with `begin`, which locks nothing: a transaction that reads first and then writes fails at once with
 * SQLITE_BUSY, whatever the timeout, when somebody else has written in between. `begin immediate` waits its turn.
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

  /** There is only one, which its users have one after the other. */
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
      // A full disk has rolled back already, and a second rollback's error would hide the first one.
      if (this.#database.inTransaction) await super.rollbackTransaction(connection);
    } finally {
      this.#endTurn();
    }
  }
}

/** A statement that found the file locked has done nothing, the end of a transaction too. */
function patient(connection: DatabaseConnection, patience: Patience): DatabaseConnection {
  return {
    executeQuery: (query) => patiently(() => connection.executeQuery(query), patience),
    streamQuery: (query, chunkSize) => connection.streamQuery(query, chunkSize),
  };
}

const lastTurns = new Map<string | object, Promise<void>>();

/**
 * Waits until the transactions that this thread began earlier under the same key are over; the caller ends its turn.
 * Without turns a second connection would wait inside SQLite, and with it the thread that has to end the first one.
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
