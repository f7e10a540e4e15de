import { expect, it } from 'vitest';
import { fairShares } from '../../src/fleet/fair-shares.ts';

it('gives each free slot to the study with the fewest running trials, ties in their order', () => {
  const shares = (running: readonly number[], free: number) => [
    ...fairShares(
      running.map((count, studyId) => ({ studyId, running: count })),
      free,
    ),
  ];
  expect(shares([], 3)).toEqual([]);
  expect(shares([0, 0], 0)).toEqual([]);
  expect(shares([0, 0], 3)).toEqual([
    [0, 2],
    [1, 1],
  ]);
  expect(shares([5, 0, 1], 3)).toEqual([
    [1, 2],
    [2, 1],
  ]);
  expect(shares([5, 0], 2)).toEqual([[1, 2]]);
});
