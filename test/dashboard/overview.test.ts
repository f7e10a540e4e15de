import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import { SharedAnswers } from '../../src/dashboard/live/shared-answers.ts';
import { decodeOverview } from '../../src/plots/columns/overview-block.ts';
import { decodeTrials } from '../../src/plots/columns/trial-columns.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { makeStudy } from '../made-study/made-study.ts';
import { ask } from './asked.ts';
import { serveDashboard } from './served-dashboard.ts';

const { directory, remove } = temporaryDirectory();
const get = vi.spyOn(SharedAnswers.prototype, 'get');
let dashboard: Dashboard;

beforeAll(async () => {
  const db = join(directory, 'hpsearch.db');
  await makeStudy(db, { trials: 30, hasRungs: true });
  dashboard = await serveDashboard(db);
});
afterAll(async () => {
  await dashboard.close();
  remove();
});

const answerTo = async (path: string) => (await ask(dashboard, `/api/studies/1/${path}`)).text;
const keys = () => new Set(get.mock.calls.map(([, key]) => key));

test('the study to show first is read before a page asks for it', async () => {
  await vi.waitFor(() => expect(keys()).toEqual(new Set(['overview'])));
});

test('a page that opens gets the same as one that follows', async () => {
  expect(await answerTo('head')).toBe(await answerTo('head?since=0'));
  expect(await answerTo('trials')).toBe(await answerTo('trials?since=0'));
});

test('an overview is the head and the trials, all of them or those that have changed', async () => {
  for (const since of ['', '?since=0', '?since=4e9']) {
    const bytes = await (
      await fetch(new URL(`/api/studies/1/overview${since}`, dashboard.url))
    ).arrayBuffer();
    const { head, trials } = decodeOverview(bytes);
    expect(head).toEqual(JSON.parse(await answerTo(`head${since}`)));
    const alone = await fetch(new URL(`/api/studies/1/trials${since}`, dashboard.url));
    expect(trials).toEqual(decodeTrials(await alone.arrayBuffer()));
    expect(trials.trial).toHaveLength(since === '?since=4e9' ? 0 : 30);
  }
  expect(await ask(dashboard, '/api/studies/9/overview')).toMatchObject({ status: 404 });
  expect(await ask(dashboard, '/api/studies/1/overview?since=x')).toMatchObject({ status: 400 });
});

test('names that an address does not know make no further answer', async () => {
  const first = await answerTo('runs?a=1');
  const before = keys();
  expect(await answerTo('runs?a=2&b=3')).toBe(first);
  expect(keys()).toEqual(before);
});
