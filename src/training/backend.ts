import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { HpsearchError } from '../faults/errors.ts';
import { type Message, message } from '../faults/message.ts';
import { type BackendName, backendNames } from '../study/study-spec.ts';
import { inTurn } from './engine-turn.ts';
import { tensorflowVersion } from './native/tensorflow-version.ts';
import { findTfjsNode, loadTfjsNode } from './native/tfjs-node.ts';
import { limitNativeThreads } from './native/thread-limits.ts';
import { withoutListenersOf } from './process-listeners.ts';
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

interface Loader {
  /** The name that TensorFlow.js has for it. */
  readonly engineName: string;
  load(): Promise<Tf>;
  /** Of what computes beside TensorFlow.js, once it has loaded. */
  versions(tf: Tf): Readonly<Record<string, string>>;
}

const wasmPackage = '@tensorflow/tfjs-backend-wasm';

const loaders: Readonly<Record<BackendName, Loader>> = {
  native: { engineName: 'tensorflow', load: loadNative, versions: nativeVersions },
  wasm: { engineName: 'wasm', load: loadWasm, versions: () => ({ [wasmPackage]: versionOf(wasmPackage) }) },
  cpu: { engineName: 'cpu', load: loadCpu, versions: () => ({}) },
};

/** What this thread has loaded. */
const opened = new Map<BackendName, Backend>();

/** Loads a backend into this thread, once, for `computing` to use. Raises BackendError when it does not load. */
export function openBackend(name: BackendName): Promise<Backend> {
  // Looked up in its turn: a call that waited here for another one's turn would keep that one waiting.
  return inTurn(async () => {
    const backend = opened.get(name) ?? (await load(name));
    opened.set(name, backend);
    return backend;
  });
}

/** As `openBackend`, and makes it this thread's current one: for threads that compute on one backend alone. */
export async function loadBackend(name: BackendName): Promise<Backend> {
  const backend = await openBackend(name);
  await inTurn(() => makeCurrent(backend.tf, loaders[name].engineName));
  return backend;
}

/**
 * Runs `work` when it is its turn at the engine, with this backend as the current one; afterwards the current one is what
 * it was, which may be the choice of the program that called.
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

/** At once, though it returns a promise, when the backend has been initialised. */
function makeCurrent(tf: Tf, engineName: string): void {
  if (tf.getBackend() !== engineName) void tf.setBackend(engineName);
}

async function load(name: BackendName): Promise<Backend> {
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
    throw new BackendError(message`backend ${name} does not load here: ${reasonOf(cause)}`, { cause });
  }
}

export interface BackendProbe {
  readonly name: BackendName;
  /** Why it does not load; undefined when it does. */
  readonly reason: Message | undefined;
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
  const found = findTfjsNode();
  // The environment of a program that does without native TensorFlow stays as it is.
  limitNativeThreads();
  const tf = loadTensorflow();
  const before = tf.getBackend();
  // Loading it makes it the current one.
  loadTfjsNode(found);
  await initialise('tensorflow');
  if (before) makeCurrent(tf, before);
  return tf;
}

function nativeVersions(tf: Tf): Readonly<Record<string, string>> {
  return { '@tensorflow/tfjs-node': findTfjsNode().version, tensorflow: tensorflowVersion(tf) };
}

async function loadWasm(): Promise<Tf> {
  // Emscripten's rethrow what nobody caught, and would end a program that handles that itself.
  return withoutListenersOf(dirname(require.resolve(`${wasmPackage}/package.json`)), () => {
    require(wasmPackage);
    return initialise('wasm');
  });
}

async function loadCpu(): Promise<Tf> {
  require('@tensorflow/tfjs-backend-cpu');
  return initialise('cpu');
}

async function initialise(engineName: string): Promise<Tf> {
  const tf = loadTensorflow();
  // Production mode: no banner on stderr, and no check of every tensor for NaN; the loop checks its loss.
  tf.enableProdMode();
  const { registry } = tf.engine();
  // Not by setBackend, which makes it the current one, and the thread unable to compute, before it is initialised.
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
