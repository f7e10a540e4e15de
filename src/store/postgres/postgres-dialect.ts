import {
  CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely';
import type { Pool, PoolClient } from 'pg';
import { DatabaseError } from '../database-error.ts';
import { type Patience, patiently } from '../patience.ts';
import { isLost } from './postgres-error.ts';

/**
 * A transaction whose client is silent for so long, as one that sleeps or is cut off, is undone by the server: nothing
 * else would free what it has locked.
 */
const abandonedMilliseconds = 30_000;

export interface PostgresDialectSettings {
  readonly pool: Pool;
  readonly patience: Patience;
}

/** Kysely's PostgreSQL, with transactions whose outcome is known even when the connection is lost in their commit. */
export function postgresDialect(settings: PostgresDialectSettings): Dialect {
  return {
    createDriver: () => new CertainDriver(settings),
    createQueryCompiler: () => new PostgresQueryCompiler(),
    createAdapter: () => new PostgresAdapter(),
    createIntrospector: (kysely) => new PostgresIntrospector(kysely),
  };
}

class CertainDriver implements Driver {
  readonly #settings: PostgresDialectSettings;

  constructor(settings: PostgresDialectSettings) {
    this.#settings = settings;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<PostgresConnection> {
    return new PostgresConnection(await this.#settings.pool.connect());
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await (connection as PostgresConnection).begin();
  }

  /** Throws only when the transaction has had no effect. */
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await connection.executeQuery(CompiledQuery.raw('commit'));
    } catch (error) {
      if (!isLost(error)) throw error;
      const { transactionId } = connection as PostgresConnection;
      if (!(await this.#hasCommitted(transactionId, error))) throw error;
    }
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    // Without a connection the server has undone it already.
    if (!(connection as PostgresConnection).isLost)
      await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    (connection as PostgresConnection).release();
  }

  /** The pool may serve several drivers: its owner ends it. */
  async destroy(): Promise<void> {}

  /** https://www.postgresql.org/docs/current/functions-info.html: pg_xact_status exists for this question. */
  async #hasCommitted(transactionId: string, lost: unknown): Promise<boolean> {
    const { pool, patience } = this.#settings;
    const status = await patiently(async () => {
      const { rows } = await pool.query('select pg_xact_status($1::text::xid8) as status', [transactionId]);
      if (rows[0].status === 'in progress') throw lost;
      return rows[0].status as 'committed' | 'aborted' | null;
    }, patience);
    if (status !== null) return status === 'committed';
    throw new DatabaseError(
      `${patience.file} was out of reach for so long that it is not known whether a change was made`,
    );
  }
}

class PostgresConnection implements DatabaseConnection {
  readonly #client: PoolClient;
  isLost = false;
  transactionId = '';

  constructor(client: PoolClient) {
    this.#client = client;
  }

  /** Several statements, one round trip. */
  async begin(): Promise<void> {
    const results: unknown = await this.#query(
      `begin; set local idle_in_transaction_session_timeout = ${abandonedMilliseconds};
       select pg_current_xact_id()::text as id`,
    );
    this.transactionId =
      (results as readonly { rows: readonly { id: string }[] }[]).at(-1)?.rows[0]?.id ?? '';
  }

  async executeQuery<Row>({ sql, parameters }: CompiledQuery): Promise<QueryResult<Row>> {
    const { command, rowCount, rows } = await this.#query(sql, parameters);
    const isChange = /^(?:INSERT|UPDATE|DELETE)$/.test(command);
    return { rows: rows as Row[], ...(isChange && { numAffectedRows: BigInt(rowCount ?? 0) }) };
  }

  // biome-ignore lint/correctness/useYield: no query of the store is streamed
  async *streamQuery(): AsyncGenerator<never> {
    throw new Error('the store streams no query');
  }

  /** One that is lost leaves the pool. */
  release(): void {
    this.#client.release(this.isLost);
  }

  async #query(sql: string, parameters: readonly unknown[] = []) {
    try {
      return await this.#client.query(sql, [...parameters]);
    } catch (error) {
      this.isLost ||= isLost(error);
      throw error;
    }
  }
}
