import { type ChildProcess, spawn } from 'node:child_process';

export interface ToolOptions {
  readonly directory: string;
  /** Aborting it ends the tool and its child processes. */
  readonly signal: AbortSignal;
  /** Variables added to this process's own environment. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** How a program ended, with its standard output and standard error. */
export type ToolRun =
  | {
      readonly end: 'done' | 'failed';
      readonly output: string;
      readonly errors: string;
      readonly code: string;
    }
  | { readonly end: 'missing' };

/** Runs a program of the user's PATH to its end. Never rejects, even if the program is missing. */
export function runTool(command: string, args: readonly string[], options: ToolOptions): Promise<ToolRun> {
  if (options.signal.aborted) {
    return Promise.resolve({ end: 'failed', output: '', errors: '', code: 'stopped' });
  }
  const isWindows = process.platform === 'win32';
  const child = spawn(command, args, {
    cwd: options.directory,
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A process group can be ended as a whole: npm starts a shell that starts a script.
    detached: !isWindows,
    // On Windows, npm is a batch file.
    shell: isWindows && command === 'npm',
  });
  const stop = () => endGroup(child);
  options.signal.addEventListener('abort', stop);
  // A second Ctrl-C exits immediately, but must not leave a download running.
  process.on('exit', stop);
  return ended(child).finally(() => {
    options.signal.removeEventListener('abort', stop);
    process.off('exit', stop);
  });
}

/** The first line of a tool's output that describes the error, for one-line messages. */
export function firstErrorLine(run: ToolRun): string {
  if (run.end === 'missing') return 'it is not installed';
  const lines = `${run.errors}\n${run.output}`.split(/\r?\n/).map((line) => line.trim());
  const telling =
    lines.find((line) => /\b(error|fatal)\b\s*:/i.test(line)) ?? lines.findLast((line) => line !== '');
  return telling?.replace(/^npm error\s+/, '').slice(0, 300) ?? `it ended with ${run.code}`;
}

function ended(child: ChildProcess): Promise<ToolRun> {
  let output = '';
  let errors = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    errors += text;
  });
  return new Promise((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') resolve({ end: 'missing' });
      else resolve({ end: 'failed', output, errors: error.message, code: String(error.code) });
    });
    child.on('close', (code, signal) => {
      resolve({ end: code === 0 ? 'done' : 'failed', output, errors, code: signal ?? String(code) });
    });
  });
}

function endGroup(child: ChildProcess): void {
  if (child.pid === undefined) return;
  try {
    if (process.platform === 'win32') child.kill();
    else process.kill(-child.pid, 'SIGKILL');
  } catch (error) {
    // The group has already ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
