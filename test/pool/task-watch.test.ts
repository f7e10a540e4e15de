import { expect, it } from 'vitest';
import { createStopFlag } from '../../src/pool/messages.ts';
import { watchTask } from '../../src/pool/task-watch.ts';

const task = { studyId: 1, trial: 0, attempt: 1, config: {}, stop: createStopFlag() };
const deadlines = { timeoutSeconds: 0.02, leastLoadSeconds: 60 };
const past = () => new Promise((resolve) => setTimeout(resolve, 100));

it('gives a trial up at its deadline, and one that waits to be recorded at none', async () => {
  const [slow, waiting] = [watchTask(task, deadlines, () => {}), watchTask(task, deadlines, () => {})];
  for (const watch of [slow, waiting]) watch.handle({ kind: 'started', trial: 0, attempt: 1 });
  waiting.handle({
    kind: 'recording',
    trial: 0,
    attempt: 1,
    database: 'a.db',
    reason: 'locked',
    waitedMilliseconds: 150,
  });
  await past();
  expect([slow.verdict?.kind, waiting.verdict]).toEqual(['timeout', undefined]);
  for (const watch of [slow, waiting]) watch.end();
});

it('stops the deadline while a fold is recorded, and continues it afterwards', async () => {
  const { trial, attempt } = task;
  const watch = watchTask(task, { ...deadlines, timeoutSeconds: 0.05 }, () => {});
  watch.handle({ kind: 'started', trial, attempt });
  for (const waitedMilliseconds of [0, 60]) {
    watch.handle({
      kind: 'recording',
      trial,
      attempt,
      database: 'a.db',
      reason: 'locked',
      waitedMilliseconds,
    });
  }
  await past();
  expect(watch.verdict).toBeUndefined();
  watch.handle({ kind: 'resumed', trial, attempt });
  await new Promise((resolve) => watch.signal.addEventListener('abort', resolve));
  expect(watch.verdict?.kind).toBe('timeout');
});
