import { contributionsOf, standardErrorOf } from '../../metrics/contributions.ts';
import { withThreshold } from '../../metrics/decision-threshold.ts';
import { splitless } from '../../metrics/validation-metric.ts';
import type { TrainedTrial, TrialInput } from '../loop/train.ts';

export interface TrainedModels extends TrainedTrial {
  /** Contributions of groups of validation rows to the value (metrics/contributions.ts). */
  readonly contributions?: Float64Array;
}

/**
 * Adds the value's standard error and contributions, where its rows' predictions are known. A pruned trial has neither:
 * its record may also be made from its epochs' metrics alone.
 */
export function withUncertainty(
  { dataset, objective, family }: TrialInput,
  trained: TrainedTrial,
): TrainedModels {
  const { outcome, predictions } = trained;
  if (outcome.state !== 'complete' || predictions === undefined) return trained;
  const task = withThreshold(dataset.task, outcome.metrics.threshold);
  const { validation } = dataset.splits;
  const contributions = contributionsOf(
    task,
    predictions,
    validation,
    splitless(objective.metric),
    family.metrics,
  );
  const standardError = contributions && standardErrorOf(contributions);
  return {
    ...trained,
    ...(contributions && { contributions }),
    ...(standardError !== undefined && { outcome: { ...outcome, standardError } }),
  };
}
