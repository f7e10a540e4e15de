import { createRequire } from 'node:module';
import { HpsearchError } from '../errors.ts';
import { type BackendName, backendNames } from '../study/study-spec.ts';
import { tensorflowVersion } from './native/tensorflow-version.ts';
import { findTfjsNode, loadTfjsNode } from './native/tfjs-node.ts';
import { limitNativeThreads } from './native/thread-limits.ts';
import { loadTensorflow, type Tf } from './tensorflow.ts';
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

// Here, since every process that starts threads or child processes imports this module first.
limitNativeThreads();

interface Loader {
  load(): Promise<Tf>;
  /** Of what computes beside TensorFlow.js, once it has loaded. */
  versions(tf: Tf): Readonly<Record<string, string>>;
}

const wasmPackage = '@tensorflow/tfjs-backend-wasm';

const loaders: Readonly<Record<BackendName, Loader>> = {
  native: { load: loadNative, versions: nativeVersions },
  wasm: { load: loadWasm, versions: () => ({ [wasmPackage]: versionOf(wasmPackage) }) },
  cpu: { load: loadCpu, versions: () => ({}) },
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
      versions: { '@tensorflow/tfjs': tf.version_core, ...loader.versions(tf) },
    };
  } catch (cause) {
    throw new BackendError(`backend ${name} does not load here: ${reasonOf(cause)}`, { cause });
  }
}

export interface BackendProbe {
  readonly name: BackendName;
  /** Why it does not load; undefined when it does. */
  readonly reason: string | undefined;
  readonly versions: Backend['versions'];
}

/** Which backends load in this process, and why the others do not; in order of preference. */
export async function probeBackends(): Promise<BackendProbe[]> {
  const probes: BackendProbe[] = [];
  for (const name of backendNames) {
    const probe = await loadBackend(name).then(
      ({ versions }) => ({ name, reason: undefined, versions }),
      (error: unknown) => ({ name, reason: reasonOf((error as BackendError).cause), versions: {} }),
    );
    probes.push(probe);
  }
  return probes;
}

async function loadNative(): Promise<Tf> {
  loadTfjsNode(findTfjsNode());
  return use('tensorflow');
}

function nativeVersions(tf: Tf): Readonly<Record<string, string>> {
  return { '@tensorflow/tfjs-node': findTfjsNode().version, tensorflow: tensorflowVersion(tf) };
}

async function loadWasm(): Promise<Tf> {
  require(wasmPackage);
  return use('wasm');
}

async function loadCpu(): Promise<Tf> {
  require('@tensorflow/tfjs-backend-cpu');
  return use('cpu');
}

async function use(backendName: string): Promise<Tf> {
  const tf = loadTensorflow();
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
  if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return 'it is not installed';
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
