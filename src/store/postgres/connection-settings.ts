import { Socket } from 'node:net';
import { userInfo } from 'node:os';
import { type PoolConfig, TypeOverrides } from 'pg';
import { UsageError } from '../../faults/errors.ts';
import { message, option } from '../../faults/message.ts';
import { isSoundUrl, withoutSecrets, withSecrets } from '../location.ts';

/** A server that has not answered for so long is lost: a machine between may have forgotten the connection. */
const silentMilliseconds = 30_000;
const connectMilliseconds = 10_000;
const idleMilliseconds = 5_000;

/** https://www.postgresql.org/docs/current/libpq-ssl.html; `no-verify` is pg's own word for `require`. */
const tlsModes = ['disable', 'prefer', 'require', 'verify-ca', 'verify-full', 'no-verify'];

/** libpq's variables for what pg reads from a URL alone. */
const tlsVariables = {
  sslmode: 'PGSSLMODE',
  sslrootcert: 'PGSSLROOTCERT',
  sslcert: 'PGSSLCERT',
  sslkey: 'PGSSLKEY',
} as const;

/**
 * How pg connects to the database at `location`; missing parts come from the PG* variables and ~/.pgpass, as for every
 * program of PostgreSQL. UsageError for a text that is no such URL.
 */
export function connectionSettings(location: string): PoolConfig {
  const shown = withoutSecrets(location);
  if (!isSoundUrl(shown)) {
    throw new UsageError(
      message`${option('db')}: must be a file or a URL such as postgres://user@host:5432/database, got ${shown}`,
    );
  }
  const url = new URL(withSecrets(location));
  withTlsVariables(url);
  const types = new TypeOverrides();
  // int8 and numeric, which pg leaves as text: counts, and sums of them.
  for (const type of [20, 1700]) types.setTypeParser(type, Number);
  return {
    ...(url.username === '' && { user: process.env.PGUSER ?? userInfo().username }),
    connectionString: url.href,
    types,
    stream: () => new Socket().setTimeout(silentMilliseconds, endSilent),
    fallback_application_name: 'hpsearch',
    connectionTimeoutMillis: connectMilliseconds,
    idleTimeoutMillis: idleMilliseconds,
    keepAlive: true,
    // A program that has forgotten to close a store can end.
    allowExitOnIdle: true,
  };
}

/** For a connection that only listens. */
export const mayBeSilent = { stream: () => new Socket() };

/** The modes mean what they mean to libpq, and not all `verify-full` as in this version of pg. */
function withTlsVariables(url: URL): void {
  for (const [name, variable] of Object.entries(tlsVariables)) {
    const value = process.env[variable];
    if (value && !url.searchParams.has(name)) url.searchParams.set(name, value);
  }
  const mode = url.searchParams.get('sslmode');
  if (mode === null) return;
  if (!tlsModes.includes(mode)) {
    throw new UsageError(
      message`${option('db')}: sslmode must be one of ${tlsModes.join(', ')}, got ${mode}`,
    );
  }
  if (mode !== 'no-verify') url.searchParams.set('uselibpqcompat', 'true');
}

function endSilent(this: Socket): void {
  this.destroy(Object.assign(new Error('the server does not answer'), { code: 'ETIMEDOUT' }));
}
