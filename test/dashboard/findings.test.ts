import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { studyOverview } from '../../src/actions/dashboard/study-overview.ts';
import { type Dashboard, openDashboard } from '../../src/dashboard/dashboard.ts';
import { StudyFindings } from '../../src/dashboard/findings/study-findings.ts';
import { SharedAnswers } from '../../src/dashboard/live/shared-answers.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { makeStudy } from '../made-study/made-study.ts';
import { ask } from './asked.ts';
import { serveDashboard } from './served-dashboard.ts';

const { directory, remove } = temporaryDirectory();
const db = join(directory, 'hpsearch.db');
let dashboard: Dashboard;
beforeAll(async () => {
  await makeStudy(db, { trials: 3000, epochs: 3 });
  await makeStudy(db, { trials: 6, epochs: 3, name: 'few' });
  dashboard = await serveDashboard(db);
});
afterAll(async () => {
  await dashboard.close();
  remove();
});

test('other requests are answered while the findings of a large study are computed', async () => {
  let isFound = false;
  const finding = ask(dashboard, '/api/studies/1/verdict').finally(() => {
    isFound = true;
  });
  // The first one also waits until the server has looked at the study.
  let answered = 0;
  for (; !isFound; answered++) expect((await ask(dashboard, '/api/session')).status).toBe(200);
  expect(answered).toBeGreaterThan(6);
  expect((await finding).json()).toMatchObject({ best: expect.anything(), lines: expect.any(Array) });
});

test('reading a large study lets other work of the server go on', async () => {
  const turnsWhile = async (study: number) => {
    let turns = 0;
    let isRead = false;
    const turn = () => {
      turns++;
      if (!isRead) setImmediate(turn);
    };
    setImmediate(turn);
    await studyOverview({ db, study, since: undefined });
    isRead = true;
    return turns;
  };
  await turnsWhile(2);
  // Once for each 500 of its trials, after those of opening the database.
  expect((await turnsWhile(1)) - (await turnsWhile(2))).toBeGreaterThanOrEqual(5);
});

test('verdict and importance come from one computation, and are null or few where little is known', async () => {
  const [verdict, importance] = await Promise.all([
    ask(dashboard, '/api/studies/1/verdict'),
    ask(dashboard, '/api/studies/1/importance'),
  ]);
  const { effects } = importance.json() as { effects: { parameters: string[] }[] };
  expect(verdict.text).toContain(effects[0]?.parameters[0]);
  expect((await ask(dashboard, '/api/studies/2/importance')).json()).toBeNull();
  expect((await ask(dashboard, '/api/studies/2/verdict')).status).toBe(200);
  expect((await ask(dashboard, '/api/studies/9/verdict')).status).toBe(404);
});

test('a thread that dies is replaced, between two orders and while it computes', async () => {
  const threads: Worker[] = [];
  const note = (thread: Worker) => void threads.push(thread);
  process.on('worker', note);
  const findings = new StudyFindings(db, new SharedAnswers());
  try {
    expect(await findings.of(2)).toMatchObject({ importance: null });
    expect(threads).toHaveLength(1);
    await threads[0]?.terminate();
    const orders = [findings.of(1), findings.of(9)];
    await vi.waitFor(() => expect(threads).toHaveLength(2));
    await threads[1]?.terminate();
    await expect(orders[0]).rejects.toThrow('the thread that computes findings ended');
    // By the thread that took its place.
    await expect(orders[1]).rejects.toThrow('no study');
  } finally {
    process.off('worker', note);
    await findings.close();
  }
});

test('no thread starts for findings that were asked for before the dashboard closed, or are later', async () => {
  const threads: Worker[] = [];
  const note = (thread: Worker) => void threads.push(thread);
  process.on('worker', note);
  const findings = new StudyFindings(db, new SharedAnswers());
  const before = findings.of(2);
  await findings.close();
  await expect(before).rejects.toThrow('the dashboard has been closed');
  await expect(findings.of(9)).rejects.toThrow('the dashboard has been closed');
  expect(threads).toEqual([]);
  process.off('worker', note);
});

test('a server that is closed while it computes findings says nothing of it', async () => {
  const faults: unknown[] = [];
  const closing = await openDashboard(
    { db, study: undefined, host: undefined, port: undefined },
    { version: '0.0.0', onFault: (error) => void faults.push(error) },
  );
  const events = await fetch(new URL('/api/studies/1/events', closing.url));
  const finding = ask(closing, '/api/studies/1/verdict').catch(() => undefined);
  await vi.waitFor(async () => expect((await ask(closing, '/api/studies/2/runs')).status).toBe(200));
  await closing.close();
  await finding;
  await events.body?.cancel().catch(() => undefined);
  expect(faults).toEqual([]);
});
