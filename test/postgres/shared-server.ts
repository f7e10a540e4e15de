import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { TestServer } from './server.ts';

/** Holds where the run's own process answers with the address of its PostgreSQL. */
export const variable = 'HPSEARCH_TEST_POSTGRES';

/** As JSON between the processes of a run. */
export type Answer = { readonly url: string } | { readonly reason: string };

/**
 * For Vitest: one PostgreSQL for the whole run, started when the first test file asks for it. Returns what ends it, and
 * prints then which tests were skipped where none could start.
 */
export default async function shareServer(): Promise<(() => Promise<void>) | undefined> {
  // Each project of the configuration calls this, and one server is enough.
  if (process.env[variable] !== undefined) return undefined;
  let started: Promise<TestServer> | undefined;
  const skipped: string[] = [];
  const door = createServer(async ({ url = '' }, response) => {
    started ??= TestServer.start();
    const answer = await started.then(
      (server): Answer => ({ url: server.url() }),
      (error: Error): Answer => ({ reason: firstLine(error) }),
    );
    if ('reason' in answer) skipped.push(`${decodeURIComponent(url.slice(1))} (${answer.reason})`);
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  process.env[variable] = `http://127.0.0.1:${(door.address() as AddressInfo).port}`;
  return async () => {
    door.close();
    if (skipped.length > 0) console.warn(`\nSkipped, since no PostgreSQL can start: ${skipped.join('; ')}`);
    await (await started?.catch(() => undefined))?.stop();
  };
}

function firstLine({ message }: Error): string {
  return message.split('\n')[0] ?? '';
}
