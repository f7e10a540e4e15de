import { randomBytes } from 'node:crypto';
import { Client } from 'pg';

/** A running server, seen from outside: an address with the name and password of its administrator. */
export class ServerAddress {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  /** The address of one of its databases; with a port, by a proxy on this machine. */
  url(database = 'postgres', port?: number): string {
    const url = new URL(this.#url);
    url.pathname = database;
    if (port !== undefined) url.port = String(port);
    return url.href;
  }

  /** The address of a new, empty database. */
  async createDatabase(): Promise<string> {
    const name = `test_${randomBytes(6).toString('hex')}`;
    await this.query(`create database ${name}`);
    return this.url(name);
  }

  /** The rows of one statement, on a connection of its own. */
  async query(
    sql: string,
    { database = this.url(), values = [] }: { database?: string; values?: unknown[] } = {},
  ): Promise<Record<string, unknown>[]> {
    const client = new Client(database);
    // Without a listener, a server that is killed during the query would end this process.
    client.on('error', () => {});
    await client.connect();
    try {
      return (await client.query(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends every connection to a database, as an administrator would; returns their number. */
  async disconnect(database: string): Promise<number> {
    const others = `from pg_stat_activity where datname = $1 and pid <> pg_backend_pid()`;
    const values = [new URL(database).pathname.slice(1)];
    return (await this.query(`select pg_terminate_backend(pid) ${others}`, { values })).length;
  }
}
