import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { NativeBackend } from './native-backend.ts';

/** A graph that TensorFlow has loaded, with variables of its own. */
export interface GraphSession {
  /** Runs what the outputs need, in one call; `given` holds the values of input nodes by their names. */
  run(given: ReadonlyMap<string, TensorInfo>, outputs: readonly string[]): Tensor[];
  release(): void;
}

/** Loads the content of a `saved_model.pb`, which tfjs-node reads from a file only. Throws an Error if it does not load. */
export function openGraphSession(backend: NativeBackend, content: Uint8Array): GraphSession {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-graph-'));
  try {
    writeFileSync(join(folder, 'saved_model.pb'), content);
    const session = backend.loadSavedModelMetaGraph(folder, 'serve');
    return {
      run: (given, outputs) =>
        backend.runSavedModel(
          session,
          [...given.values()],
          [...given.keys()].map((node) => ({ name: `${node}:0` })),
          outputs.map((node) => `${node}:0`),
        ),
      release: () => backend.deleteSavedModel(session),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
