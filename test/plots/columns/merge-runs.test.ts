import { expect, test } from 'vitest';
import { mergeRuns } from '../../../src/plots/columns/merge-runs.ts';

const run = (trial: number, startedAt: number, endedAt: number | null) => ({
  ...{ trial, worker: 'worker 1' },
  ...{ startedAt, endedAt },
});

test('attempts of both are in the order in which they began, and an end is not taken back', () => {
  const known = [run(0, 10, 20), run(1, 11, null), run(2, 12, 22)];
  const changed = [run(2, 12, null), run(1, 11, 21), run(0, 30, null)];
  const all = [run(0, 10, 20), run(1, 11, 21), run(2, 12, 22), run(0, 30, null)];
  expect(mergeRuns(known, changed)).toEqual(all);
  expect(mergeRuns(changed, known)).toEqual(all);
});
