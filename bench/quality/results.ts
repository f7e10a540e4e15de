import { appendFile, readFile } from 'node:fs/promises';

/** One of the tables of bench/peers/quality/tables.py. */
export interface Table {
  readonly name: string;
  readonly origin: string;
  readonly task: 'classification' | 'regression';
  readonly target: string;
  readonly kinds: Readonly<Record<string, 'number' | 'category' | 'date'>>;
  readonly rows: number;
}

/** The results of a method on the test rows of one split of a table. */
export interface Outcome {
  readonly table: string;
  readonly task: Table['task'];
  readonly seed: number;
  readonly method: string;
  /** The mean over the test rows of the log loss in nats, or of the squared error. */
  readonly loss: number;
  readonly losses: readonly number[];
  /** The same on training rows that were held out to choose by; null where nothing was chosen. */
  readonly validation: number | null;
  readonly standardError?: number | undefined;
  /** Where the tool expects the test loss. */
  readonly testInterval?: { readonly low: number; readonly high: number } | undefined;
  /** Losses of an ensemble without its temperature. */
  readonly uncalibrated?: readonly number[] | undefined;
  readonly temperature?: number | undefined;
  /** Wall-clock and processor time of choosing and fitting. */
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** The versions of the packages; absent for ours. */
  readonly versions?: Readonly<Record<string, string>>;
}

/** The outcomes in a file of JSON lines, the last one where there are two of the same; none where there is no file. */
export async function readOutcomes(path: string): Promise<Outcome[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw error;
  });
  const outcomes = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Outcome);
  return [...new Map(outcomes.map((outcome) => [keyOf(outcome), outcome])).values()];
}

function keyOf({ table, seed, method }: Outcome): string {
  return JSON.stringify([table, seed, method]);
}

/** Adds a line in one write, so that several benches may fill the same file. */
export function appendOutcome(path: string, outcome: Outcome): Promise<void> {
  return appendFile(path, `${JSON.stringify(outcome)}\n`);
}
