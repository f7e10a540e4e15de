import { describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/dataset.ts';
import type { StoredPredictions } from '../../src/ensemble/candidates.ts';
import { buildEnsemble, type EnsembleRequest } from '../../src/ensemble/ensemble.ts';
import { evaluate } from '../../src/metrics/evaluate.ts';
import type { ValidationMetric } from '../../src/metrics/validation-metric.ts';
import {
  type EnsembleMethod,
  type EnsembleReport,
  ensembleMethods,
} from '../../src/reports/ensemble-report.ts';
import { datasetOf, modelOf, price, probabilities, randomModels, twoClasses } from './example-models.ts';

const seeds = Array.from({ length: 4 }, (_, seed) => seed);
const classificationMetrics = ['valLoss', 'valAccuracy', 'valF1'] as const;
type ClassificationMetric = (typeof classificationMetrics)[number];

const asked = (method: EnsembleMethod, metric: ValidationMetric = 'valLoss', size = 10): EnsembleRequest => ({
  method,
  metric,
  size,
  seed: 1,
});

/** Lower is better, whichever way the metric itself goes. */
function badness(predictions: Float64Array, { task, splits }: Dataset, metric: ClassificationMetric): number {
  const { loss = 0, accuracy = 0, f1 = 0 } = evaluate(task, predictions, splits.validation.y);
  return { valLoss: loss, valAccuracy: -accuracy, valF1: -f1 }[metric];
}

/** Best first, as the store ranks them. */
function ranked(models: readonly StoredPredictions[], dataset: Dataset, metric: ClassificationMetric) {
  const of = ({ validation }: StoredPredictions) => badness(validation, dataset, metric);
  return models.toSorted((one, other) => of(one) - of(other));
}

describe('an ensemble of classifiers', () => {
  // Validation truth 0 0 1 1. Model 4 errs on row 1, model 9 on row 2, and surely; their mean errs nowhere.
  const dataset = datasetOf(twoClasses, { validation: [0, 0, 1, 1], test: [0, 1] });
  const models = [
    modelOf(4, probabilities([0.1, 0.6, 0.9, 0.9]), probabilities([0.2, 0.4])),
    modelOf(9, probabilities([0.1, 0.1, 0.3, 0.9]), probabilities([0.4, 0.8])),
  ];
  const mean = -(Math.log(0.9) + Math.log(1 - 0.35) + Math.log(0.6) + Math.log(0.9)) / 4;

  it('is reported beside the best single model, on both splits, by hand', () => {
    const report = buildEnsemble(asked('average'), models, dataset);
    const single = -(Math.log(0.9) + Math.log(0.4) + Math.log(0.9) + Math.log(0.9)) / 4;
    const together = {
      validation: { loss: expect.closeTo(mean, 12), accuracy: 1 },
      test: { loss: expect.closeTo(-(Math.log(0.7) + Math.log(0.6)) / 2, 12), accuracy: 1 },
    };
    const alone = {
      validation: { loss: expect.closeTo(single, 12), accuracy: 0.75 },
      test: { loss: expect.closeTo(-(Math.log(0.8) + Math.log(0.4)) / 2, 12), accuracy: 0.5 },
    };
    expect(report).toMatchObject({
      method: 'average',
      candidates: [4, 9],
      members: [
        { trial: 4, weight: 0.5 },
        { trial: 9, weight: 0.5 },
      ],
      ...together,
      // No weights are fitted, so that those of other examples are the same.
      crossValidated: together.validation,
      bestSingle: { trial: 4, ...alone },
      bySize: [
        { size: 1, ...alone },
        { size: 2, ...together },
      ],
    });
  });

  it.each(ensembleMethods)('by %s grows from one model to all that it may take in', (method) => {
    for (const seed of seeds.slice(0, 1)) {
      const { dataset, models } = randomModels(seed, 6);
      const candidates = ranked(models, dataset, 'valLoss');
      const { bySize, bestSingle } = buildEnsemble(asked(method), candidates, dataset);
      expect(bySize.map(({ size }) => size)).toEqual(bySize.map((_, index) => index + 1));
      if (method !== 'stack') expect(bySize[0]?.validation).toEqual(bestSingle.validation);
      bySize.forEach(({ size, ...measured }) => {
        const { members, validation, test } = buildEnsemble(
          asked(method, 'valLoss', size),
          candidates,
          dataset,
        );
        expect(members.length).toBeLessThanOrEqual(size);
        if (method === 'average') expect({ validation, test }).toEqual(measured);
      });
    }
  });

  it.each(classificationMetrics)('is never worse on validation than its best member in %s', (metric) => {
    let gains = 0;
    for (const seed of seeds) {
      const { dataset, models } = randomModels(seed, 6);
      const candidates = ranked(models, dataset, metric);
      const report = buildEnsemble(asked('greedy', metric), candidates, dataset);
      const best = badness(candidates[0]?.validation as Float64Array, dataset, metric);
      const gain = best - badness(mixture(report.members, models), dataset, metric);
      expect(gain).toBeGreaterThanOrEqual(-1e-9);
      if (gain > 1e-9) gains += 1;
    }
    expect(gains).toBeGreaterThan(0);
  });

  it.each(ensembleMethods)('of the method %s is what its members and weights say', (method) => {
    const { dataset, models } = randomModels(3, 5);
    const { members, validation, test } = buildEnsemble(asked(method), models, dataset);
    expect(members.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 12);
    const { splits } = dataset;
    const metricsOf = (split: 'validation' | 'test') =>
      evaluate(dataset.task, mixture(members, models, split), splits[split].y);
    expect(validation.loss).toBeCloseTo(metricsOf('validation').loss as number, 12);
    expect(test?.loss).toBeCloseTo(metricsOf('test').loss as number, 12);
    expect(test?.accuracy).toBe(metricsOf('test').accuracy);
  });

  it.each(ensembleMethods)(
    'by %s never looks at the test split: with other targets the same choice',
    (method) => {
      for (const seed of seeds.slice(0, 4)) {
        const { dataset, models } = randomModels(seed, 6);
        const candidates = ranked(models, dataset, 'valLoss');
        const { test } = dataset.splits;
        const swapped = { ...test, y: test.y.map((label) => 1 - label) };
        const other = { ...dataset, splits: { ...dataset.splits, test: swapped } };
        const [one, two] = [dataset, other].map((each) => buildEnsemble(asked(method), candidates, each));
        expect(two && withoutTest(two)).toEqual(one && withoutTest(one));
        expect(two?.test).not.toEqual(one?.test);
      }
    },
  );

  it('of one model is that model', () => {
    const [only] = models;
    const report = buildEnsemble(asked('greedy'), only === undefined ? [] : [only], dataset);
    expect(report.members).toEqual([{ trial: 4, weight: 1 }]);
    expect(report.validation).toEqual(report.bestSingle.validation);
    expect(report.test).toEqual(report.bestSingle.test);
    expect(report.bySize).toHaveLength(1);
  });
});

describe('an ensemble of regressors', () => {
  // In the target's units the validation truth is 10, 12, 14 and the test truth 8, 12.
  const dataset = datasetOf(price, { validation: [0, 1, 2], test: [-1, 1] });
  const models = [modelOf(0, [10, 13, 16], [9, 13]), modelOf(1, [9, 10, 11], [5, 12])];

  it('reports loss, mean absolute error and r2 in the units of the target', () => {
    const report = buildEnsemble(asked('average', 'valMae'), models, dataset);
    expect(report.bestSingle).toEqual({
      trial: 0,
      validation: { loss: 5 / 3, mae: 1, r2: 1 - 5 / 8 },
      test: { loss: 1, mae: 1, r2: 1 - 2 / 8 },
    });
    // The mean says 9.5, 11.5, 13.5 and 7, 12.5.
    expect(report.validation).toEqual({ loss: 0.25, mae: 0.5, r2: 1 - 0.75 / 8 });
    expect(report.test).toEqual({ loss: 1.25 / 2, mae: 0.75, r2: 1 - 1.25 / 8 });
  });

  it.each(['valLoss', 'valMae', 'valR2'] as const)('is chosen by %s, whichever way is better', (metric) => {
    const { members, validation, bestSingle } = buildEnsemble(asked('greedy', metric), models, dataset);
    expect(members).toHaveLength(2);
    expect(validation.mae).toBeLessThan(bestSingle.validation.mae as number);
    expect(validation.r2).toBeGreaterThan(bestSingle.validation.r2 as number);
  });
});

/** All that must not depend on the test split. */
function withoutTest({ test: _, interval: __, bestSingle, bySize, calibration, ...report }: EnsembleReport) {
  const { before, after } = calibration ?? {};
  return {
    ...report,
    bestSingle: [bestSingle.trial, bestSingle.validation],
    bySize: bySize.map(({ size, validation }) => [size, validation]),
    calibration: [before?.validation, after?.validation],
  };
}

/** The members' weighted mean, straight from its definition. */
function mixture(
  members: readonly { trial: number; weight: number }[],
  models: readonly StoredPredictions[],
  split: 'validation' | 'test' = 'validation',
): Float64Array {
  const length = models[0]?.[split]?.length ?? 0;
  return Float64Array.from({ length }, (_, at) =>
    members.reduce((sum, { trial, weight }) => {
      const model = models.find((each) => each.trial.trial === trial);
      return sum + weight * (model?.[split]?.[at] as number);
    }, 0),
  );
}
