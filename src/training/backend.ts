import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { HpsearchError } from '../faults/errors.ts';
import { type Message, message } from '../faults/message.ts';
import { type BackendName, backendNames } from '../study/study-spec.ts';
import { inTurn } from './engine-turn.ts';
import { keepAttributeNames } from './native/attribute-names.ts';
import type { NativeBackend } from './native/native-backend.ts';
import { registerNativeRecurrence } from './native/recurrent/register.ts';
import { tensorflowVersion } from './native/tensorflow-version.ts';
import { findTfjsNode, loadTfjsNode } from './native/tfjs-node.ts';
import { limitNativeThreads } from './native/thread-limits.ts';
import { withoutListenersOf } from './process-listeners.ts';
import { loadTensorflow, type Tf } from './tensorflow.ts';
import type { Machine } from './wasm-kernels/machine.ts';
import { registerWasmKernels } from './wasm-kernels/register.ts';
import { withSharedMemory } from './wasm-kernels/threads/shared-memory.ts';

export interface Backend {
  readonly name: BackendName;
  readonly tf: Tf;
  /** Runs this package's own WebAssembly routines; only on the wasm backend. */
  readonly machine?: Machine | undefined;
  /** Package name → version, for the packages that compute. */
  readonly versions: Readonly<Record<string, string>>;
}

/** A requested backend does not load on this machine. */
export class BackendError extends HpsearchError {
  override readonly name = 'BackendError';
}

const require = createRequire(import.meta.url);

interface Loader {
  /** The backend's name in TensorFlow.js. */
  readonly engineName: string;
  load(threads: number): Promise<Tf>;
  /** Versions of the packages that compute besides TensorFlow.js. Native TensorFlow must have been loaded. */
  versions(): Readonly<Record<string, string>>;
}

const wasmPackage = '@tensorflow/tfjs-backend-wasm';

const loaders: Readonly<Record<BackendName, Loader>> = {
  native: { engineName: 'tensorflow', load: loadNative, versions: nativeVersions },
  wasm: { engineName: 'wasm', load: loadWasm, versions: () => ({ [wasmPackage]: versionOf(wasmPackage) }) },
  cpu: { engineName: 'cpu', load: loadCpu, versions: () => ({}) },
};

/** The backends that this thread has loaded. */
const opened = new Map<BackendName, Backend>();

/**
 * Loads a backend into this thread, once, for `computing` to use. On wasm, `threads` compute large matrix products
 * together, with the same bits as one. Throws BackendError when it does not load.
 */
export function openBackend(name: BackendName, threads = 1): Promise<Backend> {
  // The lookup runs inside the turn: two calls that wait for each other's turn would deadlock.
  return inTurn(async () => {
    const backend = opened.get(name) ?? (await load(name, threads));
    opened.set(name, backend);
    return backend;
  });
}

/**
 * Versions of the packages that compute with a backend. Loads only native TensorFlow, which npm may not have installed.
 * Throws BackendError when a package is missing.
 */
export async function backendVersions(name: BackendName): Promise<Backend['versions']> {
  if (name === 'native') return (await openBackend(name)).versions;
  try {
    return versionsOf(name, versionOf('@tensorflow/tfjs-core'));
  } catch (cause) {
    throw notLoading(name, cause);
  }
}

/** Opens a backend and makes it this thread's current one; meant for threads that use a single backend. */
export async function loadBackend(name: BackendName, threads = 1): Promise<Backend> {
  const backend = await openBackend(name, threads);
  await inTurn(() => makeCurrent(backend.tf, loaders[name].engineName));
  return backend;
}

/**
 * Waits for its turn at the engine, then runs `work` with this backend as the current one. The previous backend, which
 * the calling program may have chosen, is restored afterwards.
 */
export function computing<T>(
  { tf, name }: Pick<Backend, 'tf' | 'name'>,
  work: () => T | Promise<T>,
): Promise<T> {
  return inTurn(() => {
    const before = tf.getBackend();
    const restore = () => before && makeCurrent(tf, before);
    makeCurrent(tf, loaders[name].engineName);
    try {
      const done = work();
      if (done instanceof Promise) return done.finally(restore);
      restore();
      return done;
    } catch (error) {
      restore();
      throw error;
    }
  });
}

/** `setBackend` returns a promise, but it takes effect synchronously once the backend is initialised. */
function makeCurrent(tf: Tf, engineName: string): void {
  if (tf.getBackend() !== engineName) void tf.setBackend(engineName);
}

async function load(name: BackendName, threads: number): Promise<Backend> {
  const loader = loaders[name];
  try {
    const tf = await loader.load(threads);
    const machine = name === 'wasm' ? registerWasmKernels(tf, threads) : undefined;
    return {
      name,
      tf,
      machine,
      versions: versionsOf(name, tf.version_core),
    };
  } catch (cause) {
    throw notLoading(name, cause);
  }
}

function versionsOf(name: BackendName, tensorflow: string): Backend['versions'] {
  return { '@tensorflow/tfjs': tensorflow, ...loaders[name].versions() };
}

function notLoading(name: BackendName, cause: unknown): BackendError {
  return new BackendError(message`backend ${name} does not load here: ${reasonOf(cause)}`, { cause });
}

export interface BackendProbe {
  readonly name: BackendName;
  /** Why the backend does not load; undefined when it loads. */
  readonly reason: Message | undefined;
  readonly versions: Backend['versions'];
}

/** Tries every backend in this process, in order of preference. */
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
  const found = findTfjsNode();
  // Only after the package is found: otherwise the program's environment must stay unchanged.
  limitNativeThreads();
  const tf = loadTensorflow();
  const before = tf.getBackend();
  // Loading tfjs-node makes it the current backend.
  loadTfjsNode(found);
  await initialise('tensorflow');
  keepAttributeNames(tf.engine().registry.tensorflow as unknown as NativeBackend);
  registerNativeRecurrence(tf);
  if (before) makeCurrent(tf, before);
  return tf;
}

function nativeVersions(): Readonly<Record<string, string>> {
  const tensorflow = tensorflowVersion(loadTensorflow());
  return { '@tensorflow/tfjs-node': findTfjsNode().version, tensorflow };
}

async function loadWasm(threads: number): Promise<Tf> {
  // Emscripten's listeners rethrow uncaught errors, and would end a program that handles these itself.
  return withoutListenersOf(dirname(require.resolve(`${wasmPackage}/package.json`)), () => {
    require(wasmPackage);
    const initialised = () => initialise('wasm');
    return threads === 1 ? initialised() : withSharedMemory(initialised);
  });
}

async function loadCpu(): Promise<Tf> {
  require('@tensorflow/tfjs-backend-cpu');
  return initialise('cpu');
}

async function initialise(engineName: string): Promise<Tf> {
  const tf = loadTensorflow();
  // Production mode prints no banner on stderr and does not check every tensor for NaN; the loop checks its loss.
  tf.enableProdMode();
  const { registry } = tf.engine();
  // Not `setBackend`: it makes the backend current before it is initialised, and the thread cannot compute until then.
  const initialised = registry[engineName] ?? (await tf.findBackendFactory(engineName)());
  registry[engineName] ??= initialised;
  return tf;
}

function versionOf(name: string): string {
  return (require(`${name}/package.json`) as { version: string }).version;
}

function reasonOf(error: unknown): Message {
  if (error instanceof HpsearchError) return error.text;
  if ((error as NodeJS.ErrnoException).code === 'MODULE_NOT_FOUND') return 'it is not installed';
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
