import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import type { JobReport } from '../../src/reports/dashboard/job-report.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { trainStudy } from '../web/trained-study.ts';
import { act, ask } from './asked.ts';
import { serveDashboard } from './served-dashboard.ts';

const { directory, remove } = temporaryDirectory();
const db = join(directory, 'hpsearch.db');
let dashboard: Dashboard;
beforeAll(async () => {
  await trainStudy(directory);
  dashboard = await serveDashboard(db);
}, 120_000);
afterAll(async () => {
  await dashboard.close();
  remove();
});

const jobs = async () => (await ask(dashboard, '/api/jobs')).json() as JobReport[];

async function ended(id: string): Promise<JobReport> {
  return vi.waitFor(
    async () => {
      const job = (await jobs()).find((each) => each.id === id);
      expect(job?.endedAt).toEqual(expect.any(Number));
      return job as JobReport;
    },
    { timeout: 100_000, interval: 200 },
  );
}

async function start(name: string, options: object): Promise<JobReport> {
  const reply = await act(dashboard, `/api/studies/1/actions/${name}`, options);
  expect(reply.status, reply.text).toBe(202);
  return reply.json() as JobReport;
}

test('actions run one at a time in processes of their own, and end with the text of their command', async () => {
  const rerun = await start('rerun', { trial: 1 });
  const made = await start('ensemble', { k: 3 });
  expect([rerun.state, made.state]).toEqual(['running', 'waiting']);
  expect(await ended(rerun.id)).toMatchObject({ state: 'done', text: expect.stringContaining('identical') });
  expect(await ended(made.id)).toMatchObject({
    state: 'done',
    text: expect.stringContaining("greedy ensemble 'greedy-k3'"),
  });
  await vi.waitFor(async () => {
    expect((await ask(dashboard, '/api/studies/1/ensembles')).json()).toMatchObject([{ name: 'greedy-k3' }]);
  }, 10_000);
}, 120_000);

test('options are those of the action, and a wrong one is its one clear error', async () => {
  const refused = async (name: string, options: object) =>
    (await act(dashboard, `/api/studies/1/actions/${name}`, options)).json();
  expect(await refused('rerun', { trial: 1, seedz: 2 })).toEqual({
    error: "seedz: is not a known option (did you mean 'seeds'?)",
  });
  expect(await refused('rerun', { trial: -1, workers: 0 })).toEqual({
    error:
      '--trial: must be a whole number of at least 0, got -1\n--workers: must be a whole number of at least 1, got 0',
  });
  expect(await refused('continue', {})).toEqual({
    error: '--trials: must be given, or else --top, and not both',
  });
  expect(await refused('rerun', { trial: 1, db: '/etc/passwd' })).toEqual({
    error: 'db: must be left out: the address names it',
  });
  for (const name of ['page:data', 'nothing', 'constructor'])
    expect(await refused(name, {})).toEqual({ error: 'no action has this name' });
  expect(await refused('rerun', { trial: 99 })).toEqual({ error: 'the study has no trial of this number' });
}, 60_000);

test('a page is computed once, in the background', async () => {
  expect((await ask(dashboard, '/api/studies/1/pages/data?known=1')).status).toBe(204);
  const first = await ask(dashboard, '/api/studies/1/pages/data');
  const again = await ask(dashboard, '/api/studies/1/pages/data');
  expect([first.status, again.status]).toEqual([202, 202]);
  expect((first.json() as JobReport).id).toBe((again.json() as JobReport).id);
  await ended((first.json() as JobReport).id);
  const page = await ask(dashboard, '/api/studies/1/pages/data?known=1');
  expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=UTF-8' } });
  expect(page.text).toContain('<b>150</b> rows');
  expect(page.text).not.toMatch(/<script|<html|style=/);
}, 60_000);

test('a page of no trial, or of what is no number, begins no job', async () => {
  const before = (await jobs()).length;
  const page = (trial: string) => ask(dashboard, `/api/studies/1/pages/inspection?trial=${trial}`);
  expect(await page('99')).toMatchObject({ status: 404, text: expect.stringContaining('no trial') });
  expect(await page('x')).toMatchObject({ status: 400, text: expect.stringMatching(/trial.*got .*x/) });
  expect(await jobs()).toHaveLength(before);
});

test('a job that waits or runs can be cancelled', async () => {
  const running = await start('rerun', { trial: 1, seeds: 200 });
  const waiting = await start('rerun', { trial: 2 });
  await vi.waitFor(async () => {
    expect((await jobs()).find(({ id }) => id === running.id)?.step).toMatch(/of 200 trainings/);
  }, 60_000);
  expect((await act(dashboard, `/api/jobs/${waiting.id}`, undefined, 'DELETE')).json()).toMatchObject({
    state: 'cancelled',
  });
  expect((await act(dashboard, `/api/jobs/${running.id}`, undefined, 'DELETE')).status).toBe(200);
  expect((await ended(running.id)).state).toBe('cancelled');
}, 120_000);

test('labels are added to a file beside the database, and to no other', async () => {
  const label = (body: object) => act(dashboard, '/api/studies/1/labels', body);
  const path = join(directory, 'hpsearch.irises.labels.csv');
  expect((await label({ row: 7, label: 'setosa' })).json()).toEqual({ path });
  await label({ row: 9, label: 'virginica', file: 'a "b",c.png' });
  expect(readFileSync(path, 'utf8')).toBe('row,file,label\n7,,setosa\n9,"a ""b"",c.png",virginica\n');
  for (const [body, error] of [
    [{ row: 7, label: 'rose' }, 'label: must be one of the classes, got "rose"'],
    [{ row: 0, label: 'setosa' }, 'row: must be a whole number of at least 1, got 0'],
    [{ row: 1, label: 'setosa', file: 3 }, 'file: must be the path of a file, got 3'],
  ] as const) {
    expect((await label(body)).json()).toEqual({ error });
  }
  writeFileSync(path, 'a diary\n');
  expect((await label({ row: 7, label: 'setosa' })).json()).toEqual({
    error: expect.stringContaining('stays as it is'),
  });
  expect(readFileSync(path, 'utf8')).toBe('a diary\n');
});

test('a request is stored for the process that runs the study, with who asked and what happens to it', async () => {
  const steer = (request: object) => act(dashboard, '/api/studies/1/requests', request);
  expect((await steer({ kind: 'stop' })).json()).toEqual({ error: "no process runs study 'irises'" });
  expect(await steer({ kind: 'dance' })).toMatchObject({ status: 400 });
  const asked = await steer({ kind: 'extend', trials: 9 });
  expect(asked.status).toBe(202);
  expect(asked.json()).toMatchObject({
    request: { request: { kind: 'extend', trials: 9 }, askedBy: 'the dashboard', answer: null },
    note: expect.stringContaining('hpsearch start'),
  });
  await steer({ kind: 'enqueue', config: { learningRate: 0.01 } });
  expect((await ask(dashboard, '/api/studies/1/requests')).json()).toMatchObject([
    { request: { kind: 'extend' } },
    { request: { kind: 'enqueue', config: { learningRate: 0.01, units: expect.any(Number) } } },
  ]);
});
