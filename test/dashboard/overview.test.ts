import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import { SharedAnswers } from '../../src/dashboard/live/shared-answers.ts';
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

test('names that an address does not know make no further answer', async () => {
  const first = await answerTo('runs?a=1');
  const before = keys();
  expect(await answerTo('runs?a=2&b=3')).toBe(first);
  expect(keys()).toEqual(before);
});
