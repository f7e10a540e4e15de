import { expect, it } from 'vitest';
import { errorAt, extrapolate, fitPowerLaw } from '../../../src/search/learned/power-law.ts';
import { randomFor } from '../../../src/statistics/random.ts';

const rows = [50, 80, 125, 200, 315, 500];
const pointsOf = (errors: readonly number[]) =>
  errors.map((error, at) => ({ rows: rows[at % rows.length] as number, error }));

it("fits SciPy's power laws, also one whose floor is 0", () => {
  // scipy.optimize.curve_fit with bounds of 0 for floor and scale, 0 to 2 for the exponent
  const curved = [0.412, 0.331, 0.279, 0.231, 0.2, 0.171, 0.398, 0.342, 0.268, 0.239, 0.192, 0.178];
  const law = fitPowerLaw(pointsOf(curved));
  expect(law.exponent).toBeCloseTo(0.552043, 4);
  expect(law.floor).toBeCloseTo(0.081511, 4);
  expect(errorAt(law, 1000)).toBeCloseTo(0.1436767, 5);
  const steep = fitPowerLaw(pointsOf([0.4, 0.3, 0.22, 0.15, 0.1, 0.06]));
  expect(steep.floor).toBe(0);
  expect(steep.exponent).toBeCloseTo(0.733282, 4);
});

it('finds the law of points without noise, and has no scale for a flat curve', () => {
  const exact = rows.map((count) => ({ rows: count, error: 0.05 + 3 * count ** -0.7 }));
  const law = fitPowerLaw(exact);
  expect([law.floor, law.scale, law.exponent]).toEqual([
    expect.closeTo(0.05, 5),
    expect.closeTo(3, 3),
    expect.closeTo(0.7, 4),
  ]);
  const rising = fitPowerLaw(pointsOf([0.1, 0.11, 0.12, 0.13, 0.14, 0.15]));
  expect(rising.scale).toBe(0);
});

it('covers the error with twice the rows in most noisy curves', () => {
  const truth = { floor: 0.05, scale: 2, exponent: 0.5 };
  const chance = randomFor('curves');
  let covered = 0;
  const curves = 20;
  for (let curve = 0; curve < curves; curve++) {
    const points = [...rows, ...rows, ...rows].map((count) => {
      const normal = Math.sqrt(-2 * Math.log(chance.next())) * Math.cos(2 * Math.PI * chance.next());
      return { rows: count, error: errorAt(truth, count) * (1 + 0.05 * normal) };
    });
    const [twice] = extrapolate(points, [(law) => errorAt(law, 1000)], 0, randomFor('bootstrap', curve));
    const known = errorAt(truth, 1000);
    if (twice !== undefined && twice.low <= known && known <= twice.high) covered++;
  }
  expect(covered / curves).toBeGreaterThan(0.85);
});
