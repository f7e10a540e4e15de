import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ensemble, logInt, search } from 'hpsearch';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root, temporaryDirectory } from '../e2e/hpsearch.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

const db = join(directory, 'host.db');
const fixtures = join(root, 'test/fixtures/host');
/** HPSEARCH_LONG=1: 50 calls of each function instead of 24 in all, and an hour's worth of requests. */
const isLong = process.env.HPSEARCH_LONG === '1';
const timeout = (isLong ? 60 : 3) * 60_000;

beforeAll(async () => {
  const data = {
    source: 'csv',
    path: join(root, 'datasets/iris.csv'),
    target: 'species',
    split: { validation: 0.2 },
  } as const;
  const space = { learningRate: 0.1, units: logInt(4, 16) };
  const study = { db, data, space, trials: 2, workers: 1, baselines: false };
  await search({ ...study, name: 'cpu', training: { maxEpochs: 2, backend: 'cpu' } });
  const module = pathToFileURL(join(fixtures, 'named-variable.mjs'));
  await search({ ...study, name: 'named', model: { module }, training: { maxEpochs: 1, backend: 'cpu' } });
  await search({ ...study, name: 'wasm', training: { maxEpochs: 2, backend: 'wasm' } });
  await ensemble({ db, study: 'wasm', method: 'average', k: 2 });
});

/** The report of a host on itself when it ends. */
async function ran(program: string, ...values: readonly (string | number)[]) {
  const args = ['--expose-gc', join(fixtures, program), ...values.map(String)];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { maxBuffer: 1e8 });
  expect(stderr).toBe('');
  return JSON.parse(stdout);
}

test('first calls at once give what each gives alone, and leave the host as it was', {
  timeout,
}, async () => {
  const seen = await ran('calls-at-once.mjs', db, isLong ? 400 : 24);
  expect(seen.calls).toBeGreaterThan(24);
  expect(seen.different).toEqual([]);
  expect(seen.afterImport).toEqual(seen.before);
  expect(seen.after).toEqual(seen.before);
  expect(seen.warnings).toEqual([]);
  expect(seen.unhandled).toEqual(['Error: of the host']);
  expect(seen.chosen).toHaveLength(2);
  expect([seen.sawOtherRandom, seen.isHostWhole, seen.numTensors, seen.backend]).toEqual([
    false,
    true,
    0,
    'cpu',
  ]);
});

test('a server answers many requests, wrong and aborted ones too, and does not grow', {
  timeout,
}, async () => {
  const seen = await ran('server.mjs', db, isLong ? 20_000 : 150);
  expect(seen.wrongAnswers).toEqual([]);
  expect(seen.statuses).toEqual({ 200: expect.any(Number), 400: expect.any(Number) });
  expect(seen.aborted).toBeGreaterThan(0);
  expect(seen.tensors.after).toBe(seen.tensors.before);
  expect(seen.listeners.after).toEqual(seen.listeners.before);
  expect(seen.warnings).toEqual([]);
  // Compiled code, and no objects: a leak of 10 kB a request would be 130 MB in the long form.
  expect(seen.grownMegabytes).toBeLessThan(30);
});
