import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dashboard, openDashboard } from '../../src/dashboard/dashboard.ts';
import { openStore } from '../../src/store/open-store.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { act, ask, tokenOf } from './asked.ts';

const { directory, remove } = temporaryDirectory();
const db = join(directory, 'hpsearch.db');
const hostile = `<img src=x onerror=alert(1)>"'&`;
const faults: unknown[] = [];
let local: Dashboard;
let remote: Dashboard;

function open(host: string | undefined): Promise<Dashboard> {
  const onFault = (error: unknown) => void faults.push(error);
  return openDashboard({ db, study: undefined, host, port: undefined }, { version: '1.2.3', onFault });
}

beforeAll(async () => {
  const store = await openStore(db, 'create');
  const { id } = await store.createStudy(exampleStudy(hostile));
  await store.addTrials(id, [{ trial: 0, config: exampleConfig }]);
  await store.close();
  [local, remote] = [await open(undefined), await open('0.0.0.0')];
});
afterAll(async () => {
  await Promise.all([local.close(), remote.close()]);
  remove();
});

const paths = ['/', '/style.css', '/api/session', '/api/studies', '/api/studies/1/head', '/nothing'];

test('a site that pretends to be this machine, and a page of another site, get nothing', async () => {
  for (const path of paths) {
    for (const headers of [
      { Host: `evil.example:${local.port}` },
      { Origin: 'http://evil.example' },
      { Origin: 'null' },
    ]) {
      expect(await ask(local, path, { headers })).toMatchObject({ status: 403 });
    }
  }
  // A picture of another site's page sends no origin.
  const picture = { headers: { 'Sec-Fetch-Site': 'cross-site' } };
  expect(await ask(local, '/api/studies/1/pages/check', picture)).toMatchObject({ status: 403 });
  expect((await ask(local, '/api/jobs')).json()).toEqual([]);
  expect(await ask(local, '/', picture)).toMatchObject({ status: 200 });
  expect(await ask(local, '/api/studies', { headers: { Host: `localhost:${local.port}` } })).toMatchObject({
    status: 200,
  });
});

test('any address of this machine alone is this machine', async () => {
  for (const Host of [`127.0.0.2:${local.port}`, 'localhost', `[::1]:${local.port}`]) {
    expect(await ask(local, '/api/studies', { headers: { Host } })).toMatchObject({ status: 200 });
  }
  for (const Host of ['127.0.0.2.evil.example', '127.evil.example', '[::2]', '10.0.0.1']) {
    expect(await ask(local, '/api/studies', { headers: { Host } })).toMatchObject({ status: 403 });
  }
});

test('acting takes the token', async () => {
  const body = '{"row":1,"label":2}';
  const json = { 'Content-Type': 'application/json' };
  for (const headers of [
    json,
    { ...json, Authorization: `Bearer ${'A'.repeat(32)}` },
    { ...json, Authorization: tokenOf(local) },
  ]) {
    for (const [method, path] of [
      ['POST', '/api/studies/1/labels'],
      ['POST', '/api/studies/1/requests'],
      ['POST', '/api/studies/1/actions/ensemble'],
      ['DELETE', '/api/jobs/1'],
      ['PUT', '/api/studies'],
    ] as const) {
      expect(await ask(local, path, { method, headers, body })).toMatchObject({ status: 403 });
    }
  }
  expect(await act(local, '/api/jobs/1', undefined, 'DELETE')).toMatchObject({ status: 404 });
  expect(await act(local, '/api/studies', {}, 'PUT')).toMatchObject({ status: 405 });
});

test('reading a server for other machines takes the token; its page holds nothing of the studies', async () => {
  for (const path of ['/api/studies', '/api/studies/1/head', '/api/studies/1/events', '/api/jobs']) {
    expect(await ask(remote, path)).toMatchObject({ status: 401 });
    expect(await ask(remote, path, { headers: { Authorization: `Bearer ${tokenOf(local)}` } })).toMatchObject(
      { status: 401 },
    );
  }
  const headers = { Authorization: `Bearer ${tokenOf(remote)}`, Host: `host.example:${remote.port}` };
  expect(await ask(remote, '/api/studies', { headers })).toMatchObject({ status: 200 });
  expect((await ask(remote, '/api/session')).json()).toEqual({
    version: '1.2.3',
    mayRead: false,
    mayAct: false,
  });
  expect(await ask(remote, '/')).toMatchObject({ status: 200 });
  expect(
    await ask(remote, '/api/studies', { headers: { ...headers, Origin: 'http://evil.example' } }),
  ).toMatchObject({ status: 403 });
});

test('the address that a browser is opened with leads to the token once', async () => {
  const { pathname } = new URL(local.openingUrl);
  const first = await ask(local, pathname);
  expect(first.status).toBe(302);
  expect(first.headers.location).toBe(`/#token=${tokenOf(local)}`);
  expect(await ask(local, pathname)).toMatchObject({ status: 404 });
  expect(local.openingUrl).not.toContain(tokenOf(local));
});

test('every answer has the headers that keep other code and other sites out', async () => {
  for (const path of [...paths, '/api/studies/1/trials', '/api/studies/7/head', '/api/studies/1/pages/x']) {
    const { headers } = await ask(local, path);
    expect(headers['content-security-policy'], path).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self';/,
    );
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(headers['access-control-allow-origin']).toBeUndefined();
    if (path.startsWith('/api/')) expect(headers['cache-control']).toBe('no-store');
  }
});

test('no path leads out of the page', async () => {
  for (const path of [
    '/../package.json',
    '/assets/../../package.json',
    '/%2e%2e/package.json',
    '/assets/..%2f..%2fpackage.json',
    '/..%5cpackage.json',
    '//etc/passwd',
    '/api/studies/../../etc/passwd',
  ]) {
    expect(await ask(local, path), path).toMatchObject({ status: 404, text: '{"error":"not found"}' });
  }
});

test('bodies are short JSON', async () => {
  const path = '/api/studies/1/labels';
  const token = { Authorization: `Bearer ${tokenOf(local)}` };
  const json = { ...token, 'Content-Type': 'application/json' };
  const long = await ask(local, path, {
    method: 'POST',
    headers: json,
    body: `"${'x'.repeat(2_000_000)}"`,
  }).catch(() => undefined);
  // It may close the connection before all is sent.
  if (long !== undefined) expect(long.status).toBe(413);
  expect(await ask(local, path, { method: 'POST', headers: json, body: '{"row":' })).toMatchObject({
    status: 400,
  });
  expect(await ask(local, path, { method: 'POST', headers: token, body: '{}' })).toMatchObject({
    status: 415,
  });
  expect(await act(local, path, [])).toMatchObject({ status: 400 });
  expect(await act(local, '/api/studies/1/actions/ensemble', [])).toMatchObject({ status: 400 });
});

test('wrong numbers and names are one sentence, and names come as they are, in JSON alone', async () => {
  for (const path of [
    '/api/studies/7/head',
    '/api/studies/x/head',
    '/api/studies/1e3/trials',
    '/api/studies/1/pages/x',
    '/api/studies/1/pages/__proto__',
  ]) {
    const reply = await ask(local, path);
    expect(reply.status, path).toBe(404);
    expect(reply.json()).toEqual({ error: expect.stringMatching(/^no /) });
  }
  // At once after a look that found no such study.
  for (const part of ['requests', 'ensembles', 'export.csv', 'trials/0', 'pages/data', 'verdict']) {
    expect(await ask(local, `/api/studies/7/${part}`), part).toMatchObject({ status: 404 });
  }
  for (const [path, body] of [
    ['requests', { kind: 'extend', trials: 9 }],
    ['labels', { row: 1, label: 'a' }],
    ['actions/ensemble', {}],
  ] as const) {
    const reply = await act(local, `/api/studies/7/${path}`, body);
    expect([reply.status, reply.json()], path).toEqual([404, { error: 'no study has the id 7' }]);
  }
  expect(await ask(local, '/api/studies/1/trials?since=x')).toMatchObject({ status: 400 });
  const missing = await ask(local, '/api/studies/1/trials/99');
  expect([missing.status, missing.json()]).toEqual([404, { error: expect.stringContaining('no trial 99') }]);
  const list = await ask(local, '/api/studies');
  expect(list.headers['content-type']).toBe('application/json');
  expect(list.json()).toMatchObject([{ id: 1, name: hostile, isRunning: false, trials: { waiting: 1 } }]);
  const csv = await ask(local, '/api/studies/1/export.csv');
  expect(csv.headers['content-disposition']).toBe(
    "attachment; filename*=UTF-8''%3Cimg%20src%3Dx%20onerror%3Dalert(1)%3E%22'%26.csv",
  );
  expect(faults).toEqual([]);
});
