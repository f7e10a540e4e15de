import { createRequire } from 'node:module';
import { HpsearchError } from '../errors.ts';
import { type BackendName, backendNames } from '../study/study-spec.ts';
import type { Tf } from './tensorflow.ts';
import type { Machine } from './wasm-kernels/machine.ts';
import { registerWasmKernels } from './wasm-kernels/register.ts';

export interface Backend {
  readonly name: BackendName;
  readonly tf: Tf;
  /** Runs our routines, where wasm computes. */
  readonly machine?: Machine | undefined;
  /** Package → version of what computes. */
  readonly versions: Readonly<Record<string, string>>;
}

/** A backend that was asked for by name and does not load here. */
export class BackendError extends HpsearchError {
  override readonly name = 'BackendError';
}

const require = createRequire(import.meta.url);

const loaders: Readonly<Record<BackendName, { packages: readonly string[]; load(): Promise<Tf> }>> = {
  native: { packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-node'], load: loadNative },
  wasm: { packages: ['@tensorflow/tfjs', '@tensorflow/tfjs-backend-wasm'], load: loadWasm },
  cpu: { packages: ['@tensorflow/tfjs'], load: () => use('cpu') },
};

/** Loads one backend into this thread and makes it the current one. Raises BackendError when it does not load. */
export async function loadBackend(name: BackendName): Promise<Backend> {
  const loader = loaders[name];
  try {
    const tf = await loader.load();
    const machine = name === 'wasm' ? registerWasmKernels(tf) : undefined;
    return {
      name,
      tf,
      machine,
      versions: Object.fromEntries(loader.packages.map((each) => [each, versionOf(each)])),
    };
  } catch (cause) {
    throw new BackendError(`backend ${name} does not load here: ${reasonOf(cause)}`, { cause });
  }
}

/** Which backends load in this process, and why the others do not; in order of preference. */
export async function probeBackends(): Promise<{ name: BackendName; reason: string | undefined }[]> {
  const probes = [];
  for (const name of backendNames) {
    const reason = await loadBackend(name).then(
      () => undefined,
      (error: unknown) => reasonOf((error as BackendError).cause),
    );
    probes.push({ name, reason });
  }
  return probes;
}

/** `auto` is the first that loads of native, wasm and cpu. */
export async function chooseBackend(wanted: BackendName | 'auto'): Promise<Backend> {
  if (wanted !== 'auto') return loadBackend(wanted);
  for (const name of backendNames) {
    try {
      return await loadBackend(name);
    } catch (error) {
      if (!(error instanceof BackendError) || name === 'cpu') throw error;
    }
  }
  throw new BackendError('no TensorFlow.js backend loads here');
}

async function loadNative(): Promise<Tf> {
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2';
  // One thread an operation: sums keep their order, and so their last bits, whatever the number of workers.
  process.env.TF_NUM_INTRAOP_THREADS ??= '1';
  process.env.TF_NUM_INTEROP_THREADS ??= '1';
  restoreRemovedUtilities();
  const nativePackage: string = '@tensorflow/tfjs-node';
  await import(nativePackage);
  return use('tensorflow');
}

/** tfjs-node 4.22 calls functions that Node 23 removed from `util` (tensorflow/tfjs#8609). */
function restoreRemovedUtilities() {
  const util = require('node:util') as Record<string, unknown>;
  util.isNullOrUndefined ??= (value: unknown) => value === null || value === undefined;
  util.isArray ??= Array.isArray;
}

async function loadWasm(): Promise<Tf> {
  await import('@tensorflow/tfjs-backend-wasm');
  return use('wasm');
}

async function use(backendName: string): Promise<Tf> {
  const tf = await import('@tensorflow/tfjs');
  // Production mode: no banner on stderr, and no check of every tensor for NaN; the loop checks its loss.
  tf.enableProdMode();
  if (!(await tf.setBackend(backendName)))
    throw new Error(`TensorFlow.js refused the backend '${backendName}'`);
  await tf.ready();
  return tf;
}

function versionOf(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version;
}

function reasonOf(error: unknown): string {
  if ((error as NodeJS.ErrnoException).code === 'ERR_MODULE_NOT_FOUND') return 'it is not installed';
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
