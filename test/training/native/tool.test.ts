import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test, vi } from 'vitest';
import { firstErrorLine, runTool } from '../../../src/training/native/tool.ts';

const directory = mkdtempSync(join(tmpdir(), 'hpsearch-'));
afterAll(() => rmSync(directory, { recursive: true }));

const node = (code: string, signal = new AbortController().signal) =>
  runTool(process.execPath, ['-e', code], { directory, signal, environment: { GIVEN: 'a word' } });

describe('runTool', () => {
  test('gives what a program printed, and whether it ended well', async () => {
    expect(await node('console.log(process.env.GIVEN, process.cwd()); console.error("oh")')).toEqual({
      end: 'done',
      output: `a word ${directory}\n`,
      errors: 'oh\n',
      code: '0',
    });
    expect(await node('process.exit(3)')).toMatchObject({ end: 'failed', code: '3' });
    expect(await node('process.kill(process.pid, "SIGSEGV")')).toMatchObject({
      end: 'failed',
      code: 'SIGSEGV',
    });
  });

  test('tells a program that is not there from one that fails', async () => {
    const { signal } = new AbortController();
    expect(await runTool('no-such-program', [], { directory, signal })).toEqual({ end: 'missing' });
  });

  test('starts nothing once it is stopped', async () => {
    expect(await node('console.log(1)', AbortSignal.abort())).toMatchObject({ end: 'failed', output: '' });
  });

  test.skipIf(process.platform === 'win32')(
    'when stopped, ends what the program itself has started',
    async () => {
      const file = join(directory, 'pid');
      const stop = new AbortController();
      const running = node(
        `const { spawn } = require('node:child_process');
       const { pid } = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'inherit' });
       require('node:fs').writeFileSync(${JSON.stringify(file)}, String(pid)); setInterval(() => {}, 1000);`,
        stop.signal,
      );
      const pid = await vi.waitUntil(() => readIfThere(file), { timeout: 20_000 });
      stop.abort();
      expect(await running).toMatchObject({ end: 'failed', code: 'SIGKILL' });
      await vi.waitUntil(() => !isRunning(Number(pid)), { timeout: 20_000 });
    },
  );
});

describe('firstErrorLine', () => {
  const failed = (errors: string, output = '') => ({ end: 'failed', output, errors, code: '1' }) as const;

  test.each([
    ['the line that names an error', failed('at work\nError: no host\n  at f (a.js:1)\n'), 'Error: no host'],
    [
      'npm’s, without its own prefix',
      failed('npm error code E404\nnpm error Error: 404 Not Found'),
      'Error: 404 Not Found',
    ],
    [
      'a compiler’s',
      failed('in file\na.cc:1:2: fatal error: b.h: No such file\n1 error'),
      'a.cc:1:2: fatal error: b.h: No such file',
    ],
    ['the last one, where none names an error', failed('one\ntwo\n'), 'two'],
    ['how it ended, where it printed nothing', failed(''), 'it ended with 1'],
  ])('is %s', (_, run, line) => {
    expect(firstErrorLine(run)).toBe(line);
  });
});

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
