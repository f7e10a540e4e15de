import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { afterAll, beforeAll, expect, type TestContext, test } from 'vitest';
import { ended, launch, recorded, temporaryDirectory } from './hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const objective = `
export async function run({ x }) {
  console.log('called');
  await new Promise((resolve) => setTimeout(resolve, 300));
  return x;
}`;

beforeAll(() => {
  const space = {
    name: 'locked',
    model: { objective: './objective.mjs' },
    space: { x: { type: 'uniform', min: 0, max: 1 } },
    objective: { metric: 'score', direction: 'maximize' },
    // Over before the lock is spoken of.
    training: { timeoutSeconds: 1 },
    search: { trials: 1 },
  };
  writeFileSync(join(directory, 'objective.mjs'), objective);
  writeFileSync(join(directory, 'space.json'), JSON.stringify(space));
});

/** A search whose trial has ended, and finds the database locked until the lock is given up. */
async function lockedOut({ onTestFinished }: TestContext, file: string, options: readonly string[] = []) {
  const child = launch(['start', 'space.json', '--db', file, ...options], directory);
  const end = ended(child);
  let seen = '';
  child.stderr.on('data', (chunk) => {
    seen += chunk;
  });
  const heard = async (text: string) => {
    while (!seen.includes(text)) await new Promise((resolve) => setTimeout(resolve, 10));
  };
  await heard('called');
  const stranger = new SqliteDatabase(join(directory, file), { timeout: 1000 });
  onTestFinished(() => void stranger.close());
  stranger.exec('begin exclusive');
  await heard('is locked by another process');
  return { child, end, heard, giveUp: () => stranger.exec('rollback') };
}

// At once: each waits two seconds for the message of the lock.
test.concurrent.for([
  ['threads', []],
  ['processes', ['--isolation', 'process']],
] as const)('a lock that outlasts the deadline costs no trial, in %s', async ([name, options], context) => {
  const { end, giveUp } = await lockedOut(context, `${name}.db`, options);
  giveUp();
  const { code, stderr } = await end;
  expect(stderr).not.toContain('FATAL');
  expect(code).toBe(0);
  const states = (await recorded(join(directory, `${name}.db`))).map(({ state }) => state);
  expect(states).toEqual(['complete']);
});

test.concurrent('Ctrl-C twice during a lock leaves at once, with the code of an interruption', async (context) => {
  const { child, end, heard, giveUp } = await lockedOut(context, 'left.db');
  child.kill('SIGINT');
  await heard('Ctrl-C again');
  child.kill('SIGINT');
  expect((await end).code).toBe(130);
  giveUp();
  expect((await recorded(join(directory, 'left.db'))).map(({ state }) => state)).not.toContain('complete');
});
