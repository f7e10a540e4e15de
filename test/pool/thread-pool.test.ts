import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { createStopFlag, type TaskEnd } from '../../src/pool/messages.ts';
import { createThreadPool } from '../../src/pool/thread-pool.ts';
import type { LaterData } from '../../src/pool/thread-slot.ts';
import type { Configuration } from '../../src/study/search-space.ts';
import { workerFile } from '../contracts/given-pool.ts';
import { describePool } from '../contracts/pool.ts';

describePool('a pool of threads', createThreadPool);

// Only this pool can be tested so: processes share no memory.
it('threads write to the shared memory they were given', async () => {
  const shared = new Int32Array(new SharedArrayBuffer(4));
  shared[0] = 41;
  const pool = createThreadPool({ filename: workerFile('obedient'), size: 1, workerData: { shared } });
  const config = { do: 'addToShared', value: 1 };
  await pool.run({ studyId: 1, trial: 0, attempt: 1, config, stop: createStopFlag() }, 30, () => {});
  await pool.close();
  expect(shared[0]).toBe(42);
});

it('threads that start before their data are known receive them with a task, or at the start of a later thread', async () => {
  const later: LaterData = {};
  const options = { filename: workerFile('obedient'), size: 1, workerData: {} };
  const pool = createThreadPool({ ...options, later });
  pool.warm();
  later.value = 7;
  const ends: TaskEnd[] = [];
  for (const asked of ['tellLater', 'tellLater', 'exit', 'tellLater']) {
    const config = { do: asked, code: 1 };
    ends.push(
      await pool.run({ studyId: 1, trial: 0, attempt: 1, config, stop: createStopFlag() }, 30, () => {}),
    );
  }
  await pool.close();
  const told = { kind: 'recorded', outcome: { value: 7 } };
  expect(ends).toMatchObject([told, told, { kind: 'lost' }, told]);
});

const script = fileURLToPath(new URL('../fixtures/workers/run-tasks.mjs', import.meta.url));

/** How the tasks end in a process of their own, which is given ten seconds to end by itself. */
async function endsInProcess(flags: readonly string[], ...configs: Configuration[]): Promise<TaskEnd[]> {
  const tasks = configs.map((config) => JSON.stringify(config));
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, script, ...tasks], {
    timeout: 10_000,
  });
  return stdout
    .trim()
    .split('\n')
    .map((line): TaskEnd => JSON.parse(line));
}

it('a process ends once its pool is closed', async () => {
  const ends = await endsInProcess([], { do: 'answer', value: 1 }, { do: 'exit', code: 1 });
  expect(ends).toMatchObject([{ kind: 'recorded' }, { kind: 'lost' }]);
});

it("a thread that exhausts its heap is lost to 'memory', and the process and its pool go on", async () => {
  const ends = await endsInProcess(
    ['--max-old-space-size=64'],
    { do: 'exhaust' },
    { do: 'answer', value: 1 },
  );
  expect(ends).toMatchObject([
    { kind: 'lost', failure: { kind: 'memory', message: expect.stringMatching(/memory/) } },
    { kind: 'recorded' },
  ]);
});
