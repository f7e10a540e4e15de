import { afterEach, beforeAll, beforeEach, describe, expect } from 'vitest';
import type { BackendName } from '../../src/study/study-spec.ts';
import { type Backend, loadBackend } from '../../src/training/backend.ts';
import { seekTfjsNode } from '../../src/training/native/tfjs-node.ts';

/** Those that load on any machine, and native TensorFlow where it is installed: it must load then. */
const present: readonly BackendName[] = [
  'wasm',
  'cpu',
  ...(seekTfjsNode() === undefined ? [] : (['native'] as const)),
];

const originalRandom = Math.random;

/**
 * Runs a suite once on each backend that is there. TensorFlow.js has one current backend, so suites must not overlap. Every
 * test must leave as many tensors as it found, and the thread's own source of random numbers.
 */
export async function onEachBackend(suite: (backend: Backend) => void): Promise<void> {
  for (const name of present) {
    const backend = await loadBackend(name);
    describe(`on the ${name} backend`, () => {
      beforeAll(async () => {
        await loadBackend(name);
      });
      let tensors = 0;
      beforeEach(() => {
        tensors = backend.tf.memory().numTensors;
      });
      afterEach(() => {
        expect(backend.tf.memory().numTensors).toBe(tensors);
        expect(Math.random).toBe(originalRandom);
      });
      suite(backend);
    });
  }
}
