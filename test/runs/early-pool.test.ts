import { expect, it } from 'vitest';
import { openEarlyPool } from '../../src/runs/open-pool.ts';
import { foreseenBackend } from '../../src/search/executors/warm-workers.ts';
import type { WrittenSpec } from '../../src/study/study-spec.ts';
import type { WorkerContext } from '../../src/training/worker-context.ts';

const places = { workers: 2, trainings: 3 };
const context = { backend: 'cpu', database: 'none.db' } as WorkerContext;

it.each([
  ['the backend and the number of threads are those of the study', places, 'cpu', true],
  ['the study has another backend', places, 'wasm', false],
  ['the study has fewer trainings than threads', { ...places, trainings: 1 }, 'cpu', false],
  ['more threads may help', { ...places, workers: 3 }, 'cpu', false],
] as const)('threads that start early are of use if: %s', async (_, known, backend, isOfUse) => {
  const early = openEarlyPool(places, 'cpu', 1);
  const pool = early.complete(known, { ...context, backend });
  await early.close();
  expect(pool?.size).toBe(isOfUse ? 2 : undefined);
});

it.each([
  ['wasm', 'wasm'],
  ['cpu', 'cpu'],
  // The main thread must load it first: it sets what TensorFlow reads once a process.
  ['native', undefined],
] as const)('threads start early for backend %s: %s', (backend, foreseen) => {
  expect(foreseenBackend({ training: { backend } } as WrittenSpec)).toBe(foreseen);
});
