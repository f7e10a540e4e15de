import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { seekTfjsNode } from '../../../src/training/native/tfjs-node.ts';
import { limitNativeThreads } from '../../../src/training/native/thread-limits.ts';

describe('limitNativeThreads', () => {
  test('gives TensorFlow one thread an operation, and keeps what the user has set', () => {
    const environment: NodeJS.ProcessEnv = { TF_NUM_INTEROP_THREADS: '3', PATH: '/bin' };
    limitNativeThreads(environment);
    expect(environment).toEqual({
      TF_NUM_INTRAOP_THREADS: '1',
      TF_NUM_INTEROP_THREADS: '3',
      TF_CPP_MIN_LOG_LEVEL: '2',
      PATH: '/bin',
    });
  });
});

const script = fileURLToPath(new URL('../../fixtures/native-threads.js', import.meta.url));

/** How many threads of a process do a product's work, when a worker thread asks for it. */
function busyThreads(environment: Record<string, string>): number {
  const { TF_NUM_INTRAOP_THREADS: _, ...inherited } = process.env;
  return Number(execFileSync(process.execPath, [script], { env: { ...inherited, ...environment } }));
}

// The system's own record of each thread's time: only Linux has it.
describe.skipIf(process.platform !== 'linux' || seekTfjsNode() === undefined)(
  'a large product',
  { timeout: 180_000 },
  () => {
    test('is computed by the worker’s own thread alone', () => {
      expect(busyThreads({})).toBe(1);
    });

    test('is shared with other threads where the user’s environment says so', () => {
      expect(busyThreads({ TF_NUM_INTRAOP_THREADS: '2' })).toBeGreaterThan(1);
    });
  },
);
