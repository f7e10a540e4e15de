import { withThreshold } from '../../metrics/decision-threshold.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import { readableOf } from '../../metrics/task-metrics.ts';
import { splitless, trainingName, validationName } from '../../metrics/validation-metric.ts';
import type { Metrics } from '../../study/trial.ts';
import type { TrainedTrial, TrialInput } from '../loop/train.ts';
import { predict } from '../predict.ts';
import { withStoredModel } from '../stored-model.ts';
import type { LayersModel } from '../tensorflow.ts';
import { foldDataset } from './fold-dataset.ts';
import { meanMetrics } from './mean-history.ts';

/**
 * Adds what the kept weights reach on their own training rows: trainLoss, the readable metric and the objective's, over
 * the whole split, without dropout, augmentation and penalties. Only to a complete trial, since no other is ranked.
 */
export async function withTrainingMetrics(input: TrialInput, trained: TrainedTrial): Promise<TrainedTrial> {
  const { outcome, weights } = trained;
  if (outcome.state !== 'complete' || weights === undefined) return trained;
  const { backend, family, dataset, config } = input;
  try {
    const reached = await withStoredModel({ backend, family, dataset }, { config, weights }, ({ networks }) =>
      trainingMetrics(input, networks, outcome.metrics.threshold),
    );
    return { ...trained, outcome: { ...outcome, metrics: { ...outcome.metrics, ...reached } } };
  } catch {
    // The training has succeeded, whatever a second model of it needs: its training rows are not measured then.
    return trained;
  }
}

/** The metrics of each network's training rows; of folds their means by the numbers of rows. */
export function trainingMetrics(
  {
    backend: { tf },
    dataset,
    objective,
    family,
  }: Pick<TrialInput, 'backend' | 'dataset' | 'objective' | 'family'>,
  networks: readonly LayersModel[],
  threshold: number | undefined,
): Metrics {
  const parts = networks.map((_, fold) => (dataset.folds ? foldDataset(dataset, fold) : dataset));
  const task = withThreshold(dataset.task, threshold);
  const names = [...new Set(['loss', readableOf(task), splitless(objective.metric)])];
  const measured = parts.map(({ inputShape, splits: { train } }, fold) => {
    const predictions = predict(tf, networks[fold] as LayersModel, { inputShape, task }, train);
    return evaluate(task, predictions, train.y, names, train.weight, family.metrics);
  });
  const mean = meanMetrics(
    measured,
    parts.map(({ splits }) => splits.train.rows),
  );
  return Object.fromEntries(
    Object.entries(mean).map(([name, value]) => [trainingName(validationName(name)), value]),
  );
}
