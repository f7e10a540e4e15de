import { expect, test } from 'vitest';
import { correctedError, correctedExcess } from '../../src/statistics/corrected-test.ts';

/** P(T > t) with 3 degrees of freedom, in closed form. */
function tailOfThree(t: number): number {
  const x = t / Math.sqrt(3);
  return 0.5 - (x / (1 + x * x) + Math.atan(x)) / Math.PI;
}

test('the p-value is that of Student with the variance of Nadeau and Bengio', () => {
  const differences = [1, 2, 3, 4];
  const variance = 5 / 3;
  for (const ratio of [0, 0.25, 1]) {
    const error = Math.sqrt((1 / 4 + ratio) * variance);
    expect(correctedError(differences, ratio)).toBeCloseTo(error, 12);
    expect(correctedExcess(differences, ratio)).toBeCloseTo(tailOfThree(2.5 / error), 10);
    expect(correctedExcess([-1, -2, -3, -4], ratio)).toBeCloseTo(1 - tailOfThree(2.5 / error), 10);
  }
});

test('nothing is shown by one difference, or by none', () => {
  expect([[], [3], [0, 0]].map((each) => correctedExcess(each, 0.2))).toEqual([0.5, 0.5, 0.5]);
});
