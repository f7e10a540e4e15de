import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import type { AnnotationServer } from '../../src/annotation/server.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { givenSession } from './given-session.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
let server: AnnotationServer;
let path: string;
let count = 0;
beforeEach(async () => {
  path = join(directory, `answers-${count++}.json`);
  server = await givenSession({ path, classes: ['cat', 'dog'] });
});
afterEach(() => server.close());

interface Reply {
  readonly status: number | undefined;
  readonly text: string;
}

/** Unlike fetch, it may send any host. */
function send(url: string, headers: Record<string, string> = {}, body?: string): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const sent = request(url, { method, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      response.on('end', () => resolve({ status: response.statusCode, text }));
    });
    sent.on('error', reject).end(body);
  });
}

const json = { 'Content-Type': 'application/json' };
const post = (name: string, body: unknown, headers: Record<string, string> = json) =>
  send(server.url + name, headers, JSON.stringify(body));

test('only the address with the token, of this machine, has anything', async () => {
  expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/[0-9a-f]{32}\/$/);
  const { port, origin } = new URL(server.url);
  for (const path of ['/', '/question', `/${'0'.repeat(32)}/`, `/${'0'.repeat(32)}/question`]) {
    expect(await send(origin + path)).toMatchObject({ status: 404, text: '{"error":"not found"}' });
  }
  const question = `${server.url}question`;
  expect(await send(question, { Host: `evil.example:${port}` })).toMatchObject({ status: 403 });
  expect(await send(question, { Origin: 'http://evil.example' })).toMatchObject({ status: 403 });
  expect(await send(question, { Host: `localhost:${port}` })).toMatchObject({ status: 200 });
  expect(await send(server.url)).toEqual({ status: 200, text: '<!doctype html>' });
});

test('answers are kept at once and may be taken back; others are refused', async () => {
  const kept = () => (JSON.parse(readFileSync(path, 'utf8')) as { first: unknown[] }).first;
  expect(await post('answer', { place: 0, answer: 'cow' })).toEqual({
    status: 400,
    text: '{"error":"the answer must be one of the classes"}',
  });
  expect(await post('answer', { place: 0, answer: 'cat' }, {})).toMatchObject({ status: 400 });
  expect(await post('answer', { place: 1, answer: 'cat' })).toMatchObject({ status: 409 });
  expect(await post('answer', { place: 0, answer: 'cat' })).toMatchObject({ status: 200 });
  expect(kept()).toEqual([{ row: 7, answer: 'cat' }]);
  // As another window would, which still shows the first example.
  expect(await post('answer', { place: 0, answer: 'dog' })).toMatchObject({ status: 409 });
  await post('undo', {});
  expect(kept()).toEqual([]);
  await post('answer', { place: 0, answer: 'dog' });
  expect(await post('answer', { place: 1, answer: 'cat' })).toEqual({
    status: 200,
    text: '{"question":null}',
  });
  await server.ended;
  expect(kept()).toEqual([
    { row: 7, answer: 'dog' },
    { row: 9, answer: 'cat' },
  ]);
});

test('requests that are broken off, endless or hostile end no session and keep no answer', async () => {
  const { port, pathname } = new URL(server.url);
  const head = (name: string, length: number) =>
    `POST ${pathname}${name} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
  const endless = connect(Number(port), '127.0.0.1');
  await new Promise((resolve) => endless.write(`${head('answer', 500)}{"place":0`, resolve));
  const broken = connect(Number(port), '127.0.0.1');
  await new Promise((resolve) => broken.write(`${head('answer', 500)}{"place":0,`, resolve));
  broken.destroy();
  const bodies = [
    'null',
    '[]',
    '3',
    '{"place":0',
    `{"place":0,"answer":{"toString":1}}`,
    '{"place":"0","answer":"cow"}',
    '{"place":-1,"answer":"cat"}',
    '{"place":1e9,"answer":"cat"}',
    '{"__proto__":{"place":0,"answer":"cat"}}',
  ];
  for (const body of bodies) {
    expect((await send(`${server.url}answer`, json, body)).status, body).toBeOneOf([400, 409]);
  }
  await send(`${server.url}answer`, json, `{"place":0,"answer":"cat","x":"${'x'.repeat(20_000)}"}`).catch(
    () => undefined,
  );
  for (const name of ['..', 'answer/', '%2e%2e', 'question?x', 'ANSWER', 'constructor']) {
    expect((await send(server.url + name, {})).status, name).toBeOneOf([404, 400]);
  }
  expect(await send(`${server.url}question`)).toMatchObject({ status: 200 });
  expect(existsSync(path)).toBe(false);
  endless.destroy();
  expect(await post('answer', { place: 0, answer: 'cat' })).toMatchObject({ status: 200 });
});

test('a person may stop; a file that another program changed ends the session, and stays', async () => {
  expect(await post('end', {})).toMatchObject({ status: 200 });
  await server.ended;
  const other = await givenSession({ path: join(directory, 'shared.json'), classes: ['cat'] });
  writeFileSync(join(directory, 'shared.json'), '');
  const refused = await send(`${other.url}answer`, json, '{"place":0,"answer":"cat"}');
  expect(refused).toMatchObject({ status: 500 });
  await expect(other.ended).rejects.toThrow('shared.json was changed by another program, and stays as it is');
  expect(readFileSync(join(directory, 'shared.json'), 'utf8')).toBe('');
  other.close();
});
