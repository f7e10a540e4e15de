import type { Dataset } from '../../data/dataset.ts';
import { ownLossMetric } from '../../metrics/own-metric.ts';
import type { EpochRecord, Failure, TrialOutcome, TrialSummary } from '../../study/trial.ts';
import { packModels } from '../bytes/model-pack.ts';
import { judgeValidation } from '../loop/epoch.ts';
import type { TrainedTrial, TrialInput } from '../loop/train.ts';
import { withStoredModel } from '../stored-model.ts';
import { predictOutOfFold } from '../trained-model.ts';
import { meanHistory, meanMetrics, medianEpoch } from './mean-history.ts';
import { encodeFolds } from './parked-folds.ts';
import { trainingMetrics } from './training-metrics.ts';

type Judging = Pick<TrialInput, 'dataset' | 'objective'>;

/** The result of models of all folds, complete or parked: the metrics of their out-of-fold predictions. */
export async function crossValidated(
  input: TrialInput,
  trained: readonly TrainedTrial[],
): Promise<TrainedTrial> {
  const { backend, family, dataset, config, objective, training } = input;
  const weights = packModels({ models: trained.map((each) => each.weights as Uint8Array) });
  const optimizers = trained.flatMap(({ optimizer }) => optimizer ?? []);
  const builder = { backend, family, dataset };
  const { threshold } = training;
  const isParked = trained.some(({ outcome }) => outcome.state === 'pruned');
  const { predictions, judged, fitted } = await withStoredModel(builder, { config, weights }, (model) => {
    const outOfFold = predictOutOfFold(backend.tf, model, dataset);
    const reached = judgeValidation(outOfFold, dataset, { objective, threshold, own: family.metrics });
    const own = isParked ? {} : trainingMetrics(input, model.networks, reached.threshold);
    return { predictions: outOfFold, judged: reached, fitted: own };
  });
  const { loss } = meanMetrics(trained.map(metricsOf), trainedRows(dataset));
  const ownLoss = meanMetrics(trained.map(metricsOf), judgedRows(dataset))[ownLossMetric];
  const metrics = {
    ...(loss !== undefined && { loss }),
    ...judged,
    // The outputs of the models are known no more: the mean of the folds stands for it.
    ...(ownLoss !== undefined && { [ownLossMetric]: ownLoss }),
    ...fitted,
  };
  const parked = isParked ? encodeFolds(trained) : undefined;
  return {
    outcome: summary(input, trained, isParked ? 'pruned' : 'complete', metrics),
    history: historyOf(input, trained),
    weights,
    ...(optimizers.length === trained.length && { optimizer: packModels({ models: optimizers }) }),
    predictions,
    ...(parked && { parked }),
  };
}

/** The value of a pruned trial, which has no rank and no weights, is the mean of the folds that have begun. */
export function prunedTrial(input: Judging, trained: readonly TrainedTrial[]): TrainedTrial {
  const metrics = meanMetrics(trained.map(metricsOf), judgedRows(input.dataset));
  return { outcome: summary(input, trained, 'pruned', metrics), history: historyOf(input, trained) };
}

/** The best epoch is the median of the models'. */
function summary(
  { objective }: Judging,
  trained: readonly TrainedTrial[],
  state: 'complete' | 'pruned',
  metrics: TrialSummary['metrics'],
): TrialOutcome<TrialSummary> {
  const ended = trained.flatMap(({ outcome }) => (outcome.state === 'failed' ? [] : [outcome]));
  return {
    state,
    value: metrics[objective.metric] as number,
    metrics,
    bestEpoch: medianEpoch(ended.map(({ bestEpoch }) => bestEpoch)),
    epochs: Math.max(...ended.map((each) => each.epochs)),
    parameters: ended[0]?.parameters ?? 0,
    ...(ended.some(({ outOfTime }) => outOfTime) && { outOfTime: true as const }),
  };
}

function historyOf({ dataset, objective }: Judging, trained: readonly TrainedTrial[]): EpochRecord[] {
  return meanHistory(
    trained.map(({ history }) => history),
    judgedRows(dataset),
    objective,
  );
}

/** The failure of a trial, with the epochs of the folds that have begun. */
export function failedTrial(
  input: Judging,
  trained: readonly TrainedTrial[],
  failure: Failure,
): TrainedTrial {
  const history = historyOf(input, trained);
  const epochs = Math.max(history.length - 1, 0);
  return { outcome: { state: 'failed', failure, epochs }, history };
}

function metricsOf({ outcome }: TrainedTrial): TrialSummary['metrics'] | undefined {
  return outcome.state === 'failed' ? undefined : outcome.metrics;
}

function judgedRows({ folds = [] }: Dataset): number[] {
  return folds.map(({ validation }) => validation.length);
}

function trainedRows({ folds = [] }: Dataset): number[] {
  return folds.map(({ train }) => train.length);
}
