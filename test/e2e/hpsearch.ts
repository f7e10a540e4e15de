import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openStore } from '../../src/store/open-store.ts';
import type { EpochRecord, Trial } from '../../src/study/trial.ts';

export const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'dist/src/cli.js');

export interface Run {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Starts the built command line, as a user's shell would. */
export function launch(args: readonly string[], directory: string): ChildProcessWithoutNullStreams {
  const { HPSEARCH_DB: _, FORCE_COLOR: __, ...env } = process.env;
  const options = { cwd: directory, env: { ...env, NO_COLOR: '1' } };
  return spawn(process.execPath, [cli, ...withStartFlags(args)], options);
}

/**
 * `start` makes no checks unless it is given --check: most tests are of something else, and some of models that no check
 * would let pass. It has one worker unless the test needs more: each loads TensorFlow.js.
 */
export function withStartFlags(args: readonly string[]): readonly string[] {
  if (args[0] !== 'start' || args.includes('--help')) return args;
  const flags = [
    ...(args.some((each) => /^--(no-)?check$/.test(each)) ? [] : ['--no-check']),
    ...(args.includes('--workers') ? [] : ['--workers', '1']),
  ];
  return [...args, ...flags];
}

export function ended(child: ChildProcessWithoutNullStreams): Promise<Run> {
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr.on('data', (chunk) => {
    stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

export function run(args: readonly string[], directory: string): Promise<Run> {
  return ended(launch(args, directory));
}

/** Runs a command with --json that must succeed, and parses what it printed. */
export async function json<T>(args: readonly string[], directory: string, execute = run): Promise<T> {
  const { code, stdout, stderr } = await execute([...args, '--json'], directory);
  if (code !== 0) throw new Error(`hpsearch ${args.join(' ')} ended with ${code}: ${stderr}`);
  return JSON.parse(stdout) as T;
}

/** A new empty folder, and what removes it. */
export function temporaryDirectory(): { directory: string; remove: () => void } {
  const directory = mkdtempSync(join(tmpdir(), 'hpsearch-'));
  return { directory, remove: () => rmSync(directory, { recursive: true, force: true }) };
}

/** A space file for a search of a few seconds: small dense nets on iris, pinned to a backend that is always there. */
export function writeSpace(directory: string, changes: Record<string, unknown> = {}): string {
  const space = {
    name: 'quick',
    data: { source: 'iris', split: { validation: 0.2 } },
    model: { type: 'mlp' },
    space: {
      learningRate: { type: 'logUniform', min: 1e-3, max: 1e-1 },
      units: { type: 'logInt', min: 4, max: 16 },
      dropout: { type: 'uniform', min: 0, max: 0.3 },
    },
    training: { maxEpochs: 6, backend: 'wasm' },
    search: { trials: 6 },
    ...changes,
  };
  const file = join(directory, 'space.json');
  writeFileSync(file, JSON.stringify(space, null, 2));
  return file;
}

/** The space of such a search, with all that draws random numbers during a training. */
export const randomSpace = {
  learningRate: { type: 'logUniform', min: 1e-3, max: 1e-1 },
  units: { type: 'logInt', min: 4, max: 16 },
  dropout: { type: 'uniform', min: 0, max: 0.3 },
  'augment.noise': 0.1,
  'augment.mixup': { type: 'uniform', min: 0, max: 0.4 },
};

export type Recorded = Omit<Trial, 'seconds'> & { readonly history: readonly EpochRecord[] };

/** All that a database holds of a study's trials, but for their time on the clock: the only part that may differ. */
export async function recorded(database: string, name?: string): Promise<Recorded[]> {
  const store = await openStore(database, 'existing');
  try {
    const study = await store.findStudy(name);
    if (study === undefined) return [];
    const trials = await store.trials(study.id);
    return await Promise.all(
      trials.map(async ({ seconds: _, ...rest }) => ({
        ...rest,
        history: await store.history(study.id, rest.trial),
      })),
    );
  } finally {
    await store.close();
  }
}
