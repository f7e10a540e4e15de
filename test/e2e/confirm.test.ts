import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ConfirmReport } from '../../src/reports/confirm-report.ts';
import { recorded, temporaryDirectory, writeSpace } from './hpsearch.ts';
import { json, run } from './served.ts';

const { directory, remove } = temporaryDirectory();
afterAll(remove);

beforeAll(async () => {
  writeSpace(directory, { training: { maxEpochs: 3, backend: 'wasm' }, search: { trials: 4 } });
  await run(['start', 'space.json', '--workers', '2', '--quiet'], directory);
});

const confirm = (...flags: string[]) => ['confirm', '--top', '3', '--rounds', '3', '--quiet', ...flags];

test('races the best trials with the same result at any number of workers, and records nothing', async () => {
  const file = join(directory, 'hpsearch.db');
  const before = await recorded(file);
  const one = await json<ConfirmReport>(confirm('--workers', '1'), directory);
  const two = await json<ConfirmReport>(confirm('--workers', '2'), directory);
  expect(two).toEqual(one);
  expect(await recorded(file)).toEqual(before);
  expect(one).toMatchObject({ rounds: 3, areDivisionsNew: true });
  expect(one.candidates).toHaveLength(3);
  expect(one.equals).toContain(one.winner);
  for (const { trial, values, mean, outAfter } of one.candidates) {
    expect(values).toHaveLength(outAfter ?? 3);
    expect(mean).toBeCloseTo(
      values.reduce<number>((sum, value) => sum + (value as number), 0) / values.length,
      12,
    );
    expect(new Set(values).size, `trial ${trial}: each round has other rows and seeds`).toBe(values.length);
  }
});

test('says who wins, and what the lead in the search was worth', async () => {
  const { code, stdout } = await run(confirm(), directory);
  expect(code).toBe(0);
  expect(stdout).toMatch(/Trial \d is better than the others|cannot be told apart after 3 rounds/);
  expect(stdout).toMatch(/In the search trial \d led trial \d by/);
});

test('refuses a study with one trial to compare', async () => {
  await run(['start', 'space.json', '--trials', '1', '--name', 'single', '--quiet'], directory);
  const { code, stderr } = await run(confirm('--study', 'single'), directory);
  expect([code, stderr]).toEqual([
    2,
    expect.stringContaining("'single' must have two complete sampled trials"),
  ]);
});
