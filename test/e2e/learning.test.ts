import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { recorded, temporaryDirectory } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

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
  expect([code, signal]).toEqual(killedAfter < 40 ? [null, 'SIGKILL'] : [0, null]);
}

test('a sampler that learns gives the same table at 1, 2 and 4 workers, and after kills', async () => {
  const file = (name: string) => join(directory, `${name}.db`);
  await Promise.all([learn(file('one'), 1), learn(file('two'), 2)]);
  await learn(file('four'), 4);
  for (const [kill, workers] of [4, 2, 3].entries()) await learn(file('killed'), workers, 5 + 2 * kill);
  await learn(file('killed'), 2);
  const alone = await recorded(file('one'));
  expect(alone.map(({ state }) => state)).toEqual(Array(40).fill('complete'));
  for (const other of ['two', 'four', 'killed']) expect(await recorded(file(other))).toEqual(alone);
}, 60_000);
