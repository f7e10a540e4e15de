import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { steer } from '../../src/actions/steering/steer.ts';
import { openStore } from '../../src/store/open-store.ts';
import { randomSpace, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);
const db = join(directory, 'hpsearch.db');

it('a trial that a person enqueued is trained again to the same bits, and with other seeds', async () => {
  writeSpace(directory, { space: randomSpace, search: { trials: 2 } });
  await json(['start', 'space.json', '--no-check'], directory);
  const request = { kind: 'enqueue', config: { units: 8 } } as const;
  const { request: asked } = await steer({ request, askedBy: 'a test', study: undefined, db });
  const trial = asked.trial as number;
  await json(['start', 'space.json', '--no-check'], directory);
  const again = await json(['rerun', String(trial)], directory);
  expect(again).toMatchObject({ identical: true, end: 'complete', difference: null });
  const seeds = ['rerun', String(trial), '--seeds', '2'];
  const { failed, values } = await json<{ failed: number; values: number[] }>(seeds, directory);
  expect(failed).toBe(0);
  const store = await openStore(db, 'existing');
  const own = (await store.trial(1, trial))?.value;
  await store.close();
  expect(new Set([own, ...values]).size).toBe(3);
});
