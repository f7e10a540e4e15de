import type { Dataset } from '../data/dataset.ts';
import type { EnsembleMethod, EnsembleReport } from '../study/ensemble-report.ts';
import { metricDirections, type ValidationMetric } from '../study/objective.ts';
import type { Metrics } from '../study/trial.ts';
import { evaluate, type Predictions } from '../training/metrics.ts';
import type { StoredPredictions } from './candidates.ts';
import { meanOf, type Score, selectAll, selectGreedily, weightsOf } from './selection.ts';

/** Rounds of greedy selection for each candidate: enough to give weights in steps of a few percent. */
const roundsPerCandidate = 4;

/** Combines candidates (best first) by their predictions on the validation split, judged by the study's objective. */
export function buildEnsemble(
  method: EnsembleMethod,
  candidates: readonly StoredPredictions[],
  dataset: Dataset,
  metric: ValidationMetric,
): EnsembleReport {
  const { validation, test } = dataset.splits;
  const onValidation = candidates.map((each) => each.validation);
  const measure = (predictions: Predictions, y: Float32Array) =>
    shown(dataset, evaluate(dataset.task, predictions, y));
  const score = scoreBy(metric, dataset);
  const selection =
    method === 'greedy'
      ? selectGreedily(onValidation, score, roundsPerCandidate * candidates.length)
      : selectAll(onValidation, score);
  const { picks } = selection;
  const single = candidates[0] as StoredPredictions;
  return {
    method,
    members: weightsOf(picks).map(({ candidate, weight }) => ({
      trial: (candidates[candidate] as StoredPredictions).trial.trial,
      weight,
    })),
    validation: measure(meanOf(onValidation, picks), validation.y),
    test: measure(
      meanOf(
        candidates.map((each) => each.test),
        picks,
      ),
      test.y,
    ),
    bestSingle: {
      trial: single.trial.trial,
      validation: measure(single.validation, validation.y),
      test: measure(single.test, test.y),
    },
    bySize: picks.map((_, index) => ({
      size: index + 1,
      validation: measure(meanOf(onValidation, picks.slice(0, index + 1)), validation.y),
    })),
  };
}

function scoreBy(metric: ValidationMetric, dataset: Dataset): Score {
  const sign = metricDirections[metric] === 'minimize' ? 1 : -1;
  const name = `${metric[3]?.toLowerCase()}${metric.slice(4)}`;
  return (predictions) =>
    sign * (evaluate(dataset.task, predictions, dataset.splits.validation.y)[name] as number);
}

/** The metrics that the command promises: loss and accuracy, or loss, mae and r2. */
function shown(dataset: Dataset, { loss, accuracy, mae, r2 }: Metrics): Metrics {
  return (dataset.task.kind === 'classification' ? { loss, accuracy } : { loss, mae, r2 }) as Metrics;
}
