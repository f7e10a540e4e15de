import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { trainStudy, writeSpace } from '../web/trained-study.ts';
import { ended, launch, run, temporaryDirectory } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
beforeAll(() => trainStudy(directory), 120_000);
afterAll(remove);

/** Resolves to the first line of a stream that matches. */
function lineOf(stream: NodeJS.ReadableStream, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve) => {
    let seen = '';
    stream.on('data', (chunk) => {
      seen += chunk;
      const found = pattern.exec(seen);
      if (found !== null) resolve(found);
    });
  });
}

test('it says its addresses, and Ctrl-C ends it at once with open streams', async () => {
  const child = launch(['dashboard', '--json', '--study', 'irises'], directory);
  const end = ended(child);
  const [line] = await lineOf(child.stdout, /^\{.*\}\n/);
  const { url, actingUrl } = JSON.parse(line) as { url: string; actingUrl: string };
  expect(actingUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?study=1#token=[\w-]{32}$/);
  expect(actingUrl.startsWith(url)).toBe(true);
  const stream = await fetch(new URL('/api/studies/1/events', url));
  const reader = stream.body?.getReader();
  await reader?.read();
  child.kill('SIGINT');
  expect(await end).toMatchObject({ code: 0, stdout: line });
  // The stream ends after what it still holds, or breaks off.
  const toItsEnd = async () => {
    while ((await reader?.read())?.done === false);
  };
  await toItsEnd().catch(() => undefined);
}, 60_000);

test('a port in use, a database that is not there and a host of another machine are one clear error', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const refused = async (...flags: string[]) => run(['dashboard', ...flags], directory);
  try {
    const stderr = (text: string) => ({ code: 2, stdout: '', stderr: `hpsearch: ${text}\n` });
    expect(await refused('--port', String(port))).toEqual(stderr(`--port: ${port} is in use`));
    expect(await refused('--db', 'none.db')).toEqual(
      stderr('no database at none.db; run hpsearch start first'),
    );
    expect(await refused('--host', '192.0.2.1')).toEqual(
      stderr('--host: must be an address of this machine, got 192.0.2.1'),
    );
    expect((await refused('--study', 'roses')).stderr).toContain(
      "there is no study 'roses' in ./hpsearch.db; it holds irises",
    );
    expect((await refused('--port', '0')).stderr).toContain(
      '--port: must be a whole number of at least 1, got 0',
    );
    expect((await refused('--port', '65536')).stderr).toContain('--port: must be at most 65535, got 65536');
  } finally {
    taken.close();
  }
}, 120_000);

test('start --dashboard says the address before the first trial, and it ends with the search', async () => {
  const folder = temporaryDirectory();
  try {
    writeSpace(folder.directory, { name: 'beside' });
    const child = launch(['start', 'space.json', '--dashboard'], folder.directory);
    const end = ended(child);
    const [, url = ''] = await lineOf(child.stderr, /^dashboard: (\S+)\n/m);
    const list = await fetch(new URL('/api/studies', url)).then((reply) => reply.json());
    expect(list).toMatchObject([{ name: 'beside' }]);
    const { code, stderr } = await end;
    expect(code).toBe(0);
    const lines = stderr.split('\n');
    const place = (text: string) => lines.findIndex((each) => each.startsWith(text));
    expect(place('dashboard: ')).toBeGreaterThan(place('study beside'));
    expect(place('dashboard: ')).toBeLessThan(place('[1/5]'));
    await expect(fetch(url)).rejects.toThrow();
  } finally {
    folder.remove();
  }
}, 120_000);

test('--open goes with --dashboard', async () => {
  const { code, stderr } = await run(['start', 'space.json', '--open'], directory);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining('--open: must come with --dashboard'),
  });
});
