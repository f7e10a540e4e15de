import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Dashboard } from '../../src/dashboard/dashboard.ts';
import type { EventSink, StreamEvent } from '../../src/dashboard/live/event-stream.ts';
import { SharedAnswers } from '../../src/dashboard/live/shared-answers.ts';
import { StudyWatch } from '../../src/dashboard/live/study-watch.ts';
import type { Sources } from '../../src/dashboard/live/watched-study.ts';
import type { NewEpochs } from '../../src/plots/columns/merge-curves.ts';
import { decodeTrials, stateCodes } from '../../src/plots/columns/trial-columns.ts';
import type { StudyChanges } from '../../src/plots/study-changes.ts';
import { thisRunner } from '../../src/runs/runner.ts';
import { KeptReader } from '../../src/store/kept-reader.ts';
import { openStore } from '../../src/store/open-store.ts';
import type { Store } from '../../src/store/store.ts';
import { temporaryDirectory } from '../e2e/hpsearch.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';
import { serveDashboard } from './served-dashboard.ts';

const { directory, remove } = temporaryDirectory();
const db = join(directory, 'hpsearch.db');
let store: Store;
let dashboard: Dashboard;
beforeAll(async () => {
  store = await openStore(db, 'create');
  await store.createStudy(exampleStudy('first'));
  await store.addTrials(
    1,
    [0, 1].map((trial) => ({ trial, config: exampleConfig })),
  );
  dashboard = await serveDashboard(db);
});
afterAll(async () => {
  await dashboard.close();
  await store.close();
  remove();
});

interface Change {
  readonly changedAt: number;
  readonly changes?: StudyChanges;
}

/** For a watch of which a test asks how the study stands alone. */
const nothingMore: Sources = { changes: async () => undefined, findings: async () => undefined };

/** The events that a stream sends until `isLast` holds for one. */
async function eventsUntil(isLast: (event: string, data: unknown) => boolean, begun = () => {}) {
  const response = await fetch(new URL('/api/studies/1/events', dashboard.url));
  const events: [string, unknown, string | undefined][] = [];
  let text = '';
  const decoder = new TextDecoder();
  for await (const part of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(part, { stream: true });
    const blocks = text.split('\n\n');
    text = blocks.pop() as string;
    for (const block of blocks) {
      const { event, id, data } = Object.fromEntries(block.split('\n').map((line) => line.split(/: (.*)/s)));
      if (event === undefined) continue;
      if (events.length === 0) begun();
      events.push([event, JSON.parse(data), id]);
      if (isLast(event, JSON.parse(data))) return events;
    }
  }
  throw new Error('the stream ended');
}

test('a stream tells of the run, of changed trials, of epochs so far and of requests', async () => {
  const change = async () => {
    await store.lease(1, thisRunner(), () => false);
    const claim = await store.claim(1, 0);
    if (claim === undefined) throw new Error('trial 0 waits');
    const history = [1, 2].map((epoch) => ({ epoch, metrics: { valMae: 1 / epoch } }));
    await store.reportEpochs([{ ...claim, part: 0, history }]);
    await store.ask(1, { kind: 'stop' }, 'a test');
  };
  const seen = new Set<string>();
  const events = await eventsUntil(
    (event) => {
      seen.add(event);
      return ['change', 'run', 'epochs', 'requests'].every((each) => seen.has(each));
    },
    () => void change(),
  );
  const of = (name: string) => events.filter(([event]) => event === name);
  expect(of('run').at(-1)?.[1]).toEqual({ isRunning: true, workers: 1 });
  expect(of('epochs').at(-1)?.[1]).toEqual([
    {
      trial: 0,
      epochs: [
        [1, 1],
        [2, 0.5],
      ],
    },
  ]);
  expect(of('requests').at(-1)?.[1]).toMatchObject([{ request: { kind: 'stop' }, answer: null }]);
  const [, data, id] = of('change').at(-1) as [string, { changedAt: number }, string];
  expect(data).toMatchObject({ counts: { running: 1, waiting: 1 } });
  expect(Number(id)).toBe(data.changedAt);
  await store.release(1, thisRunner());
  await eventsUntil((event, run) => event === 'run' && !(run as { isRunning: boolean }).isRunning);
});

test('a client that follows receives what has changed, the curves of what has ended, and the findings', async () => {
  const claim = await store.claim(1, 1);
  if (claim === undefined) throw new Error('trial 1 waits');
  const history = [1, 2].map((epoch) => ({ epoch, metrics: { valMae: 2 / epoch } }));
  const outcome = { state: 'failed', epochs: 2, failure: { kind: 'crash', message: 'it ended' } } as const;
  const seen = new Set<string>();
  const events = await eventsUntil(
    (event, data) => {
      seen.add((data as { changes?: unknown }).changes === undefined ? event : 'changes');
      return ['changes', 'epochs', 'findings'].every((each) => seen.has(each));
    },
    () => void store.record(claim, { outcome, seconds: 1, backend: 'cpu', history }, 1),
  );
  const all = events.filter(([event]) => event === 'change').map(([, data]) => data as Change);
  const last = all.at(-1) as Required<Change>;
  expect(last.changes.since).toBe(all.at(-2)?.changedAt);
  expect(last.changes.head).toMatchObject({ counts: { failed: 1 }, changedAt: last.changedAt });
  const { trial, state } = decodeTrials(Uint8Array.from(Buffer.from(last.changes.trials, 'base64')).buffer);
  expect([...trial].map((number, place) => [number, stateCodes[state[place] as number]])).toContainEqual([
    1,
    'failed',
  ]);
  expect(last.changes.runs.find((run) => run.trial === 1)?.endedAt).toBe(last.changedAt);
  const epochs = events.filter(([event]) => event === 'epochs').flatMap(([, data]) => data as NewEpochs[]);
  expect(epochs.find((each) => each.trial === 1)?.epochs).toEqual([
    [1, 2],
    [2, 1],
  ]);
  const [, findings] = events.findLast(([event]) => event === 'findings') ?? [];
  expect(findings).toMatchObject({
    verdict: { lines: expect.any(Array) },
    importance: null,
    scheduling: null,
  });
});

test('fifty clients share one look at the database, and one reading of an answer', async () => {
  const reader = new KeptReader(db);
  const use = vi.spyOn(reader, 'use');
  const answers = new SharedAnswers();
  const watch = new StudyWatch({ reader, answers, sources: nothingMore, describe: String });
  const received: StreamEvent[][] = [];
  const leave = Array.from({ length: 50 }, () => {
    const events: StreamEvent[] = [];
    received.push(events);
    return watch.follow(1, { send: (parcel) => void events.push(...parcel.events), close: () => {} });
  });
  await vi.waitFor(() => expect(received.every((events) => events.length > 0)).toBe(true));
  expect(use).toHaveBeenCalledTimes(1);
  const compute = vi.fn(async () => 'columns');
  await Promise.all(Array.from({ length: 50 }, () => answers.get(1, 'trials', 'follows', compute)));
  expect(compute).toHaveBeenCalledTimes(1);
  for (const each of leave) each();
  watch.close();
  await reader.close();
});

test('a problem ends once the database can be read again, though nothing has changed; who came meanwhile misses nothing', async () => {
  const moved = join(directory, 'moved.db');
  const made = await openStore(moved, 'create');
  await made.createStudy(exampleStudy('first'));
  await made.close();
  const reader = new KeptReader(moved);
  const found = {};
  let isAway = false;
  const findings = async () => {
    if (isAway) throw new Error('there is no database');
    return found;
  };
  const watch = new StudyWatch({
    ...{ reader, answers: new SharedAnswers(), describe: String },
    sources: { ...nothingMore, findings },
  });
  const client = () => {
    const events: string[] = [];
    watch.follow(1, {
      send: (parcel) => void events.push(...parcel.events.map(({ event }) => event)),
      close: () => {},
    });
    return events;
  };
  const waits = { timeout: 10_000 };
  const first = client();
  await vi.waitFor(() => expect(first).toEqual(['change', 'run', 'findings']), waits);
  isAway = true;
  renameSync(moved, `${moved}.away`);
  await vi.waitFor(() => expect(first.at(-1)).toBe('problem'), waits);
  const newcomer = client();
  await vi.waitFor(() => expect(newcomer).toContain('problem'), waits);
  isAway = false;
  renameSync(`${moved}.away`, moved);
  await vi.waitFor(() => expect(newcomer.slice(-3)).toEqual(['change', 'run', 'findings']), waits);
  // It knows the findings.
  expect(first.slice(-3)).toEqual(['problem', 'change', 'run']);
  watch.close();
  await reader.close();
});

test('findings that cannot be had are asked for once by each client', async () => {
  const reader = new KeptReader(db);
  let found: Promise<object> = Promise.reject(new Error('cannot be read'));
  const watch = new StudyWatch({
    ...{ reader, answers: new SharedAnswers(), describe: String },
    sources: { ...nothingMore, findings: () => found },
  });
  const told: unknown[] = [];
  const sink: EventSink = {
    send: ({ events }) => told.push(...events.filter(({ event }) => /newer|findings/.test(event))),
    close: () => {},
  };
  watch.follow(1, sink);
  await vi.waitFor(() =>
    expect(told).toEqual([{ event: 'newer', data: ['verdict', 'importance', 'scheduling'] }]),
  );
  found = Promise.resolve({});
  watch.follow(1, { ...sink, send: () => {} });
  await vi.waitFor(() => expect(told.slice(1)).toEqual([{ event: 'findings', data: {} }]));
  watch.close();
  await reader.close();
});

test('an answer that took long is served stale for a while, and its receivers are told again', async () => {
  let nowMs = 1000;
  const answers = new SharedAnswers({ nowMs: () => nowMs, spentMs: () => nowMs });
  let computed = 0;
  const ask = (key: string, pace: 'follows' | 'rests') =>
    answers.get(1, key, pace, async () => {
      nowMs += 100;
      return ++computed;
    });
  expect(await ask('trials', 'follows')).toBe(1);
  expect(await ask('verdict', 'rests')).toBe(2);
  expect(answers.costMs(1)).toBe(100);
  answers.forget(1);
  expect(await ask('trials', 'follows')).toBe(3);
  expect(await ask('verdict', 'rests')).toBe(2);
  expect(answers.owed(1)).toEqual([]);
  nowMs += 101 * 100;
  expect(answers.owed(1)).toEqual(['verdict']);
  expect(answers.owed(1)).toEqual([]);
  expect(await ask('verdict', 'rests')).toBe(4);
});

test('what was spent before an answer was begun, such as the start of a thread, does not make it rest', async () => {
  let nowMs = 0;
  const answers = new SharedAnswers({ nowMs: () => nowMs, spentMs: () => nowMs });
  let computed = 0;
  const ask = () =>
    answers.get(1, 'findings', 'rests', async (hasBegun) => {
      nowMs += 1000;
      hasBegun();
      nowMs += 10;
      return ++computed;
    });
  expect(await ask()).toBe(1);
  answers.forget(1);
  expect(await ask()).toBe(1);
  nowMs += 101 * 10;
  expect(await ask()).toBe(2);
});

test('an answer that rests is computed once, however often the study changes meanwhile', async () => {
  const answers = new SharedAnswers();
  let end = (_: string) => {};
  const compute = vi.fn(() => new Promise<string>((resolve) => (end = resolve)));
  const first = answers.get(1, 'findings', 'rests', compute);
  answers.forget(1);
  const second = answers.get(1, 'findings', 'rests', compute);
  expect(answers.owed(1)).toEqual([]);
  end('found');
  expect([await first, await second]).toEqual(['found', 'found']);
  expect(compute).toHaveBeenCalledTimes(1);
  await vi.waitFor(() => expect(answers.owed(1)).toEqual(['findings']));
});

test('who received a stale answer is told, though another client has asked for a new one or the study has changed', async () => {
  let nowMs = 0;
  const answers = new SharedAnswers({ nowMs: () => nowMs, spentMs: () => nowMs });
  const ask = (key: string) => answers.get(1, key, 'rests', async () => (nowMs += 10));
  for (const key of ['curves []', 'runs []']) await ask(key);
  answers.forget(1);
  for (const key of ['curves []', 'runs []']) await ask(key);
  nowMs += 101 * 10;
  await ask('curves []');
  answers.forget(1);
  expect(answers.owed(1).sort()).toEqual(['curves', 'runs']);
});
