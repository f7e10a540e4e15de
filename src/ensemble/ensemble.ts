import type { Dataset } from '../data/dataset.ts';
import type { ThresholdRule } from '../metrics/decision-threshold.ts';
import type { OwnMetric } from '../metrics/own-metric.ts';
import type { EnsembleMember, EnsembleMethod, EnsembleReport } from '../reports/ensemble-report.ts';
import { meanPredictions, type Weights, withTemperature } from '../training/combine.ts';
import { applyMethod } from './apply-method.ts';
import type { StoredPredictions } from './candidates.ts';
import {
  decide,
  intervalOf,
  measure,
  measureCalibration,
  measureSplits,
  type SplitPredictions,
} from './measure.ts';
import type { WeightsBySize } from './method.ts';

export interface EnsembleRequest {
  readonly method: EnsembleMethod;
  /** Maximum number of members. */
  readonly size: number;
  readonly metric: string;
  /** The metrics of the study's module. */
  readonly own?: readonly OwnMetric[] | undefined;
  readonly seed: number;
  /** As in the space file. */
  readonly threshold?: ThresholdRule['threshold'];
}

/**
 * Combines candidates (at least one, best first) by their predictions for the validation split alone, and reports the
 * gain on both splits, or on validation if there are no test rows. The same candidates and the same seed give the same report.
 */
export function buildEnsemble(
  { method, size, metric, own, seed, threshold }: EnsembleRequest,
  candidates: readonly StoredPredictions[],
  dataset: Dataset,
): EnsembleReport {
  const { weightsOf, crossValidated, bestSize } = applyMethod(method, {
    task: dataset.task,
    metric,
    own,
    candidates: candidates.map(({ validation }) => validation),
    y: dataset.splits.validation.y,
    weight: dataset.splits.validation.weight,
    threshold,
    seed,
  });
  const limit = Math.min(size, candidates.length);
  const weights = weightsOf(bestSize(limit));
  const rule = { metric, threshold };
  const decided = (each: Weights) => decide(dataset, meanOf(candidates, each), rule);
  const mean = meanOf(candidates, weights);
  const first = candidates[0] as StoredPredictions;
  const bestSingle = { ...first, threshold: first.trial.metrics.threshold };
  const bySize = growth(weightsOf, candidates.length).map(decided);
  const calibrated = measureCalibration(dataset, mean, bestSingle);
  const { temperature } = calibrated;
  const ensemble = decideMean(dataset, mean, rule, temperature);
  return {
    method,
    candidates: candidates.map(({ trial }) => trial.trial),
    members: membersOf(candidates, weights),
    ...measureSplits(dataset, ensemble),
    crossValidated: measure(dataset, crossValidated(limit), 'validation', ensemble.threshold),
    bestSingle: { trial: bestSingle.trial.trial, ...measureSplits(dataset, bestSingle) },
    bySize: bySize.map((each, index) => ({ size: index + 1, ...measureSplits(dataset, each) })),
    ...calibrated,
    ...(ensemble.threshold !== undefined && {
      threshold: temperedThreshold(ensemble.threshold, temperature ?? 1),
    }),
    interval: intervalOf(dataset, { ensemble, bestSingle, bySize }),
  };
}

/** A threshold that the space file gives is one of the probabilities after the temperature. */
function decideMean(
  dataset: Dataset,
  mean: SplitPredictions,
  { metric, threshold }: ThresholdRule,
  temperature: number | null,
): SplitPredictions {
  const untempered =
    typeof threshold === 'number' ? temperedThreshold(threshold, 1 / (temperature ?? 1)) : threshold;
  return decide(dataset, mean, { metric, threshold: untempered });
}

/** The threshold after the temperature, for the same classes: a temperature keeps the order of probabilities. */
function temperedThreshold(threshold: number, temperature: number): number {
  return withTemperature(Float64Array.of(1 - threshold, threshold), 2, temperature)[1] as number;
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
