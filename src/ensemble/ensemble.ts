import type { Dataset } from '../data/dataset.ts';
import type { ValidationMetric } from '../metrics/validation-metric.ts';
import type { EnsembleMember, EnsembleMethod, EnsembleReport } from '../reports/ensemble-report.ts';
import { meanPredictions, type Weights } from '../training/combine.ts';
import { applyMethod } from './apply-method.ts';
import type { StoredPredictions } from './candidates.ts';
import { intervalOf, measure, measureCalibration, measureSplits, type SplitPredictions } from './measure.ts';
import type { WeightsBySize } from './method.ts';

export interface EnsembleRequest {
  readonly method: EnsembleMethod;
  /** Maximum number of members. */
  readonly size: number;
  readonly metric: ValidationMetric;
  readonly seed: number;
}

/**
 * Combines candidates (at least one, best first) by their predictions for the validation split alone, and reports the
 * gain on both splits, or on validation if there are no test rows. The same candidates and the same seed give the same report.
 */
export function buildEnsemble(
  { method, size, metric, seed }: EnsembleRequest,
  candidates: readonly StoredPredictions[],
  dataset: Dataset,
): EnsembleReport {
  const { weightsOf, crossValidated, bestSize } = applyMethod(method, {
    task: dataset.task,
    metric,
    candidates: candidates.map(({ validation }) => validation),
    y: dataset.splits.validation.y,
    seed,
  });
  const limit = Math.min(size, candidates.length);
  const weights = weightsOf(bestSize(limit));
  const ensemble = meanOf(candidates, weights);
  const bestSingle = candidates[0] as StoredPredictions;
  const bySize = growth(weightsOf, candidates.length).map((each) => meanOf(candidates, each));
  return {
    method,
    candidates: candidates.map(({ trial }) => trial.trial),
    members: membersOf(candidates, weights),
    ...measureSplits(dataset, ensemble),
    crossValidated: measure(dataset, crossValidated(limit), 'validation'),
    bestSingle: { trial: bestSingle.trial.trial, ...measureSplits(dataset, bestSingle) },
    bySize: bySize.map((each, index) => ({ size: index + 1, ...measureSplits(dataset, each) })),
    ...measureCalibration(dataset, ensemble, bestSingle, candidates.length),
    interval: intervalOf(dataset, { ensemble, bestSingle, bySize }),
  };
}

function meanOf(candidates: readonly StoredPredictions[], weights: Weights): SplitPredictions {
  const tested = candidates.flatMap(({ test }) => test ?? []);
  return {
    validation: meanPredictions(
      candidates.map(({ validation }) => validation),
      weights,
    ),
    test: tested.length === 0 ? null : meanPredictions(tested, weights),
  };
}

/** The candidates with a weight, heaviest first, of equal weights the better model first. */
function membersOf(candidates: readonly StoredPredictions[], weights: Weights): EnsembleMember[] {
  return candidates
    .map(({ trial }, index) => ({ trial: trial.trial, weight: weights[index] as number }))
    .filter(({ weight }) => weight > 0)
    .sort((one, other) => other.weight - one.weight);
}

/** The weights of ensembles of one member, of two, …, for as long as another member changes anything. */
function growth(weightsOf: WeightsBySize, candidates: number): Weights[] {
  const all = Array.from({ length: candidates }, (_, index) => weightsOf(index + 1));
  const last = all.at(-1);
  const changes = all.findLastIndex((weights) => weights.some((weight, index) => weight !== last?.[index]));
  return all.slice(0, changes + 2);
}
