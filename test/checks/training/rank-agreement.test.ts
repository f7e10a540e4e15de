import { expect, test } from 'vitest';
import { rankAgreement } from '../../../src/checks/training/rank-agreement.ts';
import { classesOf } from '../../training/example-data.ts';

const regression = { task: { kind: 'regression', target: 'hours', mean: 10, std: 3 } } as const;
const hours = Float32Array.of(1.2, 2.4, 1.3, 1.3, 0, 1, 1.8, 0.8, 4.6, 1.4);
const agreement = (predictions: readonly number[]) =>
  rankAgreement(regression, { y: hours, rows: hours.length }, Float64Array.from(predictions));

// norm.isf(spearmanr(predictions, hours, alternative='greater').pvalue) of SciPy 1.16.
test('is the normal deviate of Spearman’s rank correlation', () => {
  expect(agreement([0.3, 1.1, 0.9, 2.5, -4, 0.2, 7, 0.1, 9, 1.2])).toBeCloseTo(3.5456314415, 8);
  expect(agreement([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2])).toBeCloseTo(-0.3683366557, 8);
});

test('is finite for a perfect order, and 0 for predictions that are all equal', () => {
  expect(agreement(Array.from(hours))).toBeGreaterThan(10);
  expect(agreement(Array.from(hours, (value) => -value))).toBeLessThan(-10);
  expect(agreement(Array.from(hours, () => 1))).toBeCloseTo(0, 12);
});

test('of classes it is that of the probabilities, which need not be right more often than a constant', () => {
  const y = Float32Array.from({ length: 60 }, (_, row) => Number(row % 6 === 0));
  const unsure = Float64Array.from(y, (label) => 0.1 + 0.3 * label);
  const both = Float64Array.from({ length: 120 }, (_, at) =>
    at % 2 === 1 ? (unsure[at >> 1] as number) : 1 - (unsure[at >> 1] as number),
  );
  // A perfect separation is √(n − 1) deviations above shuffled labels.
  expect(rankAgreement({ task: classesOf(2) }, { y, rows: 60 }, both)).toBeCloseTo(Math.sqrt(59), 8);
});
