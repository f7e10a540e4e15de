import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sample } from '../../src/actions/sample.ts';
import { worded } from '../../src/faults/message.ts';
import { commandWords } from '../../src/report/text/parts/command-words.ts';

const directory = mkdtempSync(join(tmpdir(), 'hpsearch-sample-'));
afterAll(() => rmSync(directory, { recursive: true }));

function sampled(more: object) {
  const path = join(directory, 'space.json');
  const space = { learningRate: { type: 'uniform', min: 0.1, max: 1 } };
  // The table is not there: nothing reads it.
  const data = { source: 'csv', path: 'nowhere.csv', target: 'y' };
  writeFileSync(path, JSON.stringify({ data, space, ...more }));
  return sample({
    space: path,
    n: 2,
    seed: undefined,
    sampler: undefined,
    lookback: undefined,
    stage: undefined,
  });
}

test.each([
  [
    { training: { maxEpochs: 3 }, search: { scheduler: { type: 'asha', minEpochs: 10 } } },
    'search.scheduler.minEpochs: must be at most 1: times eta (3) it must not exceed training.maxEpochs (3), got 10',
  ],
  [
    { search: { scheduler: { type: 'asha', minEpochs: 1000 } } },
    'search.scheduler.minEpochs: must be at most',
  ],
])('refuses %j as a search does, without reading the data', async (more, line) => {
  await expect(sampled(more)).rejects.toThrow(line);
});

test('says that only the data decide whether a searched column is an input', async () => {
  const { dataNote } = await sampled({
    space: { 'data.columns.age': { type: 'choice', values: [true, false] } },
  });
  expect(dataNote && worded(dataNote, commandWords())).toBe(
    `the data are not read here: hpsearch check ${join(directory, 'space.json')} says whether data.columns.age names an input`,
  );
  expect((await sampled({})).dataNote).toBeUndefined();
});

test('takes a scheduler for which the rows may suffice', async () => {
  const { sampled: all } = await sampled({ search: { scheduler: { type: 'asha', minEpochs: 50 } } });
  expect(all).toHaveLength(2);
});
