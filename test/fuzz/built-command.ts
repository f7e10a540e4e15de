import { spawn } from 'node:child_process';
import { deadlineSeconds } from './command-server.ts';
import { commandEnvironment } from './environment.ts';
import type { Run } from './fuzzer.ts';
import { builtCommandLine } from './root.ts';

/** Starts the built command line as a process of its own, and ends it with its children at the deadline. */
export function runBuiltCommand(args: readonly string[], directory: string): Promise<Run> {
  const child = spawn(process.execPath, [builtCommandLine, ...args], {
    cwd: directory,
    env: commandEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const texts = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8').on('data', (text: string) => {
      texts[name] += text;
    });
  }
  const breaches: string[] = [];
  const clock = setTimeout(() => {
    breaches.push(`did not end within ${deadlineSeconds} s`);
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  }, deadlineSeconds * 1000);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => {
      clearTimeout(clock);
      if (signal !== null && breaches.length === 0) breaches.push(`was ended by ${signal}`);
      resolve({ args, code, ...texts, breaches, processorSeconds: 0 });
    });
  });
}
