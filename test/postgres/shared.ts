import { describe, test } from 'vitest';
import { ServerAddress } from './address.ts';
import { type Answer, variable } from './shared-server.ts';

/**
 * Tests on the run's PostgreSQL, which the first file that calls this starts: `await describeOnPostgres(…)` at the top
 * of a file. Where none can start they are skipped, and the end of the run names them.
 */
export async function describeOnPostgres(
  tests: string,
  define: (server: ServerAddress) => void,
): Promise<void> {
  const door = process.env[variable];
  if (door === undefined)
    throw new Error('test/postgres/shared-server.ts is not among the globalSetup files');
  const answer = (await (await fetch(`${door}/${encodeURIComponent(tests)}`)).json()) as Answer;
  if ('url' in answer) describe(tests, () => define(new ServerAddress(answer.url)));
  else test.skip(`${tests} (no PostgreSQL can start: ${answer.reason})`);
}
