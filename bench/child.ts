import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** The project's folder, seen from dist/bench. */
export const projectFolder = fileURLToPath(new URL('../../', import.meta.url));

/** The built command line. */
export const commandLine = fileURLToPath(new URL('../src/cli.js', import.meta.url));

/** How a program ended; `seconds` is its wall-clock time, its start included. */
export interface ChildRun {
  readonly seconds: number;
  readonly output: string;
  /** Undefined when it ended well, else the line of its standard error that says why. */
  readonly failure: string | undefined;
}

/** Where a program runs: the bench's own folder and environment where these are left out. */
export interface Place {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs a program to its end. Never rejects, even for a program that is not there. */
export function runChild(command: string, args: readonly string[], place: Place = {}): Promise<ChildRun> {
  const startedAt = performance.now();
  const child = spawn(command, args, { ...place, stdio: ['ignore', 'pipe', 'pipe'] });
  const printed = { output: '', errors: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    printed.output += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    printed.errors += text;
  });
  return new Promise((resolve) => {
    const end = (failure: string | undefined) =>
      resolve({ seconds: (performance.now() - startedAt) / 1000, output: printed.output, failure });
    child.on('error', (error) => end(error.message));
    child.on('close', (code) => {
      end(code === 0 ? undefined : (tellingLine(printed.errors) ?? `it ended with ${code}`));
    });
  });
}

/** Runs one of the bench's own programs in a Node of its own, and reads the JSON that it prints. */
export async function runProgram(program: URL, args: readonly string[]): Promise<unknown> {
  const { output, failure } = await runChild(process.execPath, [fileURLToPath(program), ...args]);
  if (failure !== undefined) throw new Error(failure);
  return JSON.parse(output);
}

/** The line that names the error, Node's and Python's, or else the last one. */
function tellingLine(text: string): string | undefined {
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return lines.findLast((line) => /^[\w.]*Error\b.*:/.test(line)) ?? lines.at(-1);
}
