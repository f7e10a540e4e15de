import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { recorded, temporaryDirectory } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const count = 16;
const program = fileURLToPath(new URL('../fixtures/search/learn.mjs', import.meta.url));

/** Searches with a sampler that learns; killed after that many trials have ended, where it is to be killed. */
async function learn(database: string, workers: number, killedAfter = Number.POSITIVE_INFINITY) {
  const child = spawn(process.execPath, [program, database, `${workers}`], {
    cwd: directory,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let ended = 0;
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    ended += text.split('\n').length - 1;
    if (ended >= killedAfter) child.kill('SIGKILL');
  });
  const [code, signal] = await once(child, 'close');
  expect([code, signal]).toEqual(killedAfter < count ? [null, 'SIGKILL'] : [0, null]);
}

test('a sampler that learns gives the same table at 1, 2 and 4 workers, the last after two kills', async () => {
  const file = (name: string) => join(directory, `${name}.db`);
  await Promise.all([learn(file('one'), 1), learn(file('two'), 2)]);
  for (const trials of [4, 6]) await learn(file('killed'), 4, trials);
  await learn(file('killed'), 4);
  const alone = await recorded(file('one'));
  expect(alone.map(({ state }) => state)).toEqual(Array(count).fill('complete'));
  for (const other of ['two', 'killed']) expect(await recorded(file(other))).toEqual(alone);
}, 200_000);
