import { expect, it } from 'vitest';
import { createStopFlag } from '../../src/pool/messages.ts';
import { runClaimed } from '../../src/runs/run-claimed.ts';
import { givenStudy } from '../search/given-study.ts';
import { scriptedPool } from '../search/scripted-pool.ts';

it('a lost worker’s trial has failed at the rung up to which it was trained', async () => {
  const { store, study } = await givenStudy(1);
  const claim = await store.claim(study.id, 0);
  if (claim === undefined) throw new Error('not claimed');
  const failure = { kind: 'timeout', message: 'did not end within 1 s' } as const;
  const pool = scriptedPool(1, async () => ({ kind: 'lost', failure }));
  const task = { config: {}, stop: createStopFlag(), rung: { rung: 1, epochs: 3 } };
  const room = { study, store, pool, keep: 1 };
  const trial = await runClaimed(room, claim, task, { timeoutSeconds: 1, onReport: () => {} });
  expect(trial).toMatchObject({ state: 'failed', failure });
  expect(await store.rungs(study.id)).toEqual([{ trial: 0, rung: 1, epochs: 3, value: null }]);
});
