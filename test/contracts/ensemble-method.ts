import { describe, expect, it } from 'vitest';
import { applyMethod } from '../../src/ensemble/apply-method.ts';
import type { LabelledPredictions } from '../../src/ensemble/method.ts';
import type { EnsembleMethod } from '../../src/reports/ensemble-report.ts';

/** The promises of src/ensemble/method.ts, for any method; `examplesOf` makes six candidates from a seed. */
export function describeEnsembleMethod(
  method: EnsembleMethod,
  examplesOf: (seed: number) => LabelledPredictions,
): void {
  describe(`the ensemble method ${method}`, () => {
    it('gives weights of at least 0 that sum to 1, to at most `size` candidates', () => {
      const { weightsOf } = applyMethod(method, examplesOf(1));
      for (const size of [1, 2, 3, 4, 5, 6]) {
        const weights = weightsOf(size);
        expect(weights).toHaveLength(6);
        expect(Math.min(...weights)).toBeGreaterThanOrEqual(0);
        expect(weights.filter((weight) => weight > 0).length).toBeLessThanOrEqual(size);
        expect(weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 12);
      }
    });

    it('gives the same weights again', () => {
      const [one, two] = [applyMethod(method, examplesOf(2)), applyMethod(method, examplesOf(2))];
      expect(two.bestSize(5)).toBe(one.bestSize(5));
      expect(two.weightsOf(4)).toEqual(one.weightsOf(4));
    });

    it('puts everything on a model that is always right, unless it weighs all alike', () => {
      const examples = examplesOf(3);
      const perfect = Float64Array.from(examples.y, (label) => label).map((label) => 0.001 + 0.998 * label);
      const both = Float64Array.from({ length: 2 * perfect.length }, (_, at) =>
        at % 2 === 1 ? (perfect[at >> 1] as number) : 1 - (perfect[at >> 1] as number),
      );
      const { weightsOf, bestSize } = applyMethod(method, {
        ...examples,
        candidates: [both, ...examples.candidates],
      });
      if (method === 'average') expect(bestSize(5)).toBe(5);
      else expect(weightsOf(bestSize(5))).toEqual([1, 0, 0, 0, 0, 0, 0]);
    });
  });
}
