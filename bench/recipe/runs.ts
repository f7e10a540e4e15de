import { appendFile, readFile } from 'node:fs/promises';

export type Kind = 'broken' | 'mended' | 'sound' | 'real';

/** All checks of one pipeline with one seed. */
export interface Job {
  readonly kind: Kind;
  readonly title: string;
  readonly seed: number;
}

export interface Alarm {
  readonly name: string;
  readonly status: string;
  readonly message: string;
}

export interface Run extends Job {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Failures and warnings, in the report's order. */
  readonly alarms: readonly Alarm[];
  /** The error of a pipeline that could not be checked at all. */
  readonly error?: string;
}

export function keyOf({ kind, title, seed }: Job): string {
  return JSON.stringify([kind, title, seed]);
}

/** The runs in a file of JSON lines, the last of equal ones; none where there is no file. */
export async function readRuns(path: string): Promise<Map<string, Run>> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  // A kill may leave half a line at the end.
  const lines = text.split('\n').filter((line) => line.startsWith('{') && line.endsWith('}'));
  return new Map(lines.map((line) => JSON.parse(line) as Run).map((run) => [keyOf(run), run]));
}

/** Adds a line in one write, so that several proofs may fill the same file. */
export function appendRun(path: string, run: Run): Promise<void> {
  return appendFile(path, `${JSON.stringify(run)}\n`);
}
