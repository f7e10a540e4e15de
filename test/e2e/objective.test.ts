import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Trial } from '../../src/study/trial.ts';
import { ended, json, launch, recorded, run as runAlone, temporaryDirectory } from './hpsearch.ts';
import { run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

/** The widest never returns; each of the others takes a moment, and prints. */
const objective = `
export const parameters = { width: { type: 'number', min: 0, default: 1 } };
let calls = 0;
export async function run({ width }, report) {
  console.log('called', ++calls);
  if (width > 0.9) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  await new Promise((resolve) => setTimeout(resolve, 20));
  report(1 - width);
  return { score: 2 - width, width };
}`;

beforeAll(() => {
  const space = {
    name: 'widths',
    model: { objective: './objective.mjs' },
    space: { width: { type: 'uniform', min: 0, max: 1 } },
    objective: { metric: 'score', direction: 'maximize' },
    training: { timeoutSeconds: 1 },
    search: { trials: 6 },
  };
  writeFileSync(join(directory, 'objective.mjs'), objective);
  writeFileSync(join(directory, 'space.json'), JSON.stringify(space));
});

test('start calls the function; one that never returns costs its trial', async () => {
  const summary = await json<{ backend: null; trials: object; best: Trial }>(
    ['start', 'space.json', '--quiet', '--workers', '2'],
    directory,
  );
  const trials = await recorded(join(directory, 'hpsearch.db'));
  const hung = trials.filter(({ config }) => Number(config.width) > 0.9);
  expect(hung).toHaveLength(1);
  expect(hung.map(({ failure }) => failure?.kind)).toEqual(hung.map(() => 'timeout'));
  expect(hung.map(({ backend }) => backend)).toEqual(hung.map(() => null));
  expect(summary.trials).toMatchObject({ complete: 6 - hung.length, failed: hung.length });
  expect(summary.backend).toBeNull();
  const widths = trials.filter(({ state }) => state === 'complete').map(({ config }) => Number(config.width));
  expect(summary.best.value).toBe(2 - Math.min(...widths));
});

test('top and show tell of it', async () => {
  const ranked = await run(['top', '--k', '2'], directory);
  expect(ranked.stdout).toMatch(/#\s+trial\s+score\s+width/);
  expect(ranked.stdout).not.toMatch(/size|null|undefined/);
  const shown = await run(['show', '0'], directory);
  expect(shown.stdout).toMatch(/complete, score [\d.]+ returned, after 1 step, 0\.\d s/);
});

test('what needs a model is refused', async () => {
  const { code, stderr } = await run(['ensemble'], directory);
  expect(stderr).toContain('there are no models: the trials call the function of ./objective.mjs');
  expect(code).toBe(2);
});

test('a study that was killed goes on to the same table', async () => {
  const child = launch(['start', 'space.json', '--db', 'killed.db', '--workers', '1'], directory);
  const end = ended(child);
  child.stderr.on('data', (text) => {
    if (String(text).includes('[2/6]')) child.kill('SIGKILL');
  });
  await end;
  const before = await recorded(join(directory, 'killed.db'));
  expect(before.some(({ state }) => state === 'waiting')).toBe(true);
  await runAlone(['start', 'space.json', '--db', 'killed.db', '--quiet'], directory);
  expect(await recorded(join(directory, 'killed.db'))).toEqual(
    await recorded(join(directory, 'hpsearch.db')),
  );
});
