import { getEventListeners, once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, it } from 'vitest';
import { abortAfter } from '../../src/runs/abort-after.ts';

it('ends at its time, though the garbage was collected before', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const { signal } = abortAfter(0.3, new AbortController().signal);
  const ended = once(signal, 'abort').then(() => 'ended');
  await sleep(0);
  collect();
  expect(await Promise.race([ended, sleep(20_000, 'never', { ref: false })])).toBe('ended');
});

it('ends with any of the signals, before or after, and without a time not by itself', () => {
  const [one, other] = [new AbortController(), new AbortController()];
  const { signal } = abortAfter(undefined, one.signal, other.signal);
  expect(signal.aborted).toBe(false);
  other.abort();
  expect(signal.aborted).toBe(true);
  expect(abortAfter(undefined, one.signal, other.signal).signal.aborted).toBe(true);
});

it('stops listening when it is released', () => {
  const { signal: own } = new AbortController();
  const deadlines = Array.from({ length: 5 }, () => abortAfter(60, own));
  expect(getEventListeners(own, 'abort')).toHaveLength(5);
  for (const { release } of deadlines) release();
  expect(getEventListeners(own, 'abort')).toEqual([]);
});
