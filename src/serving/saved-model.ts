import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InterruptedError, UsageError } from '../errors.ts';
import type { LayersModelFiles } from '../training/export/artifacts.ts';
import { exportedFiles } from './exported-model.ts';
import { savedModelScript } from './saved-model-script.ts';

/** What TensorFlow may put in the folder of a SavedModel. */
export const savedModelFiles = [
  'saved_model.pb',
  'variables',
  'assets',
  'fingerprint.pb',
  'keras_metadata.pb',
] as const;

/** Who writes it: TensorFlow.js reads the format alone. */
export interface Python {
  /** Its program, in which TensorFlow can be imported. */
  readonly program: string;
  readonly signal?: AbortSignal;
}

/** Rows of the model's inputs, one after the other. */
export interface ComparedRows {
  readonly x: Float32Array;
  readonly inputShape: readonly number[];
}

/**
 * Writes a SavedModel into `folder` and returns what TensorFlow predicts with it for `rows`. UsageError when there is no
 * Python with TensorFlow, or its Keras has no layer of a class.
 */
export async function writeSavedModel(
  folder: string,
  { modelJson, weights }: LayersModelFiles,
  { x, inputShape }: ComparedRows,
  python: Python,
): Promise<Float64Array> {
  const source = await mkdtemp(join(tmpdir(), 'hpsearch-'));
  try {
    await writeFile(join(source, exportedFiles.model), JSON.stringify(modelJson));
    await writeFile(join(source, exportedFiles.weights), weights);
    await writeFile(join(source, 'comparison.json'), JSON.stringify({ rows: [...x], inputShape }));
    const printed = await run(python, ['-c', savedModelScript, source, folder]);
    return Float64Array.from(JSON.parse(printed) as number[]);
  } finally {
    await rm(source, { recursive: true, force: true });
  }
}

function run({ program, signal }: Python, args: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const options = { maxBuffer: 2 ** 28, ...(signal && { signal }) };
    execFile(program, args, options, (error, stdout, stderr) => {
      if (error === null) resolve(stdout);
      else reject(errorOf(program, error, stderr));
    });
  });
}

function errorOf(program: string, error: { code?: unknown; name: string }, stderr: string): Error {
  if (error.name === 'AbortError') return new InterruptedError('interrupted: nothing was exported');
  const needs = '--format savedmodel: needs Python with TensorFlow';
  const other = 'HPSEARCH_PYTHON names another Python';
  if (error.code === 'ENOENT') return new UsageError(`${needs}: there is no program ${program}; ${other}`);
  if (/No module named '(tensorflow|numpy|keras)'/.test(stderr)) {
    return new UsageError(`${needs}: ${program} has none (pip install tensorflow); ${other}`);
  }
  const last = stderr.trim().split('\n').at(-1) ?? '';
  return new UsageError(
    `--format savedmodel: TensorFlow's Keras cannot make the model: ${last.slice(0, 300)}`,
  );
}
