import type { Predictions } from '../../metrics/predictions.ts';
import type { EpochRecord } from '../../study/trial.ts';
import { trainingFailure } from '../loop/failure.ts';
import { type TrainedTrial, type TrialHooks, type TrialInput, trainTrial } from '../loop/train.ts';
import { foldInput } from './fold-input.ts';
import { crossValidated, failedTrial, prunedTrial } from './joint-result.ts';
import { decodeFolds } from './parked-folds.ts';
import { withRefit } from './refit.ts';
import { withTrainingMetrics } from './training-metrics.ts';
import { type TrainedModels, withUncertainty } from './uncertainty.ts';

/** Callbacks of a training with folds. */
export interface ModelHooks extends Omit<TrialHooks, 'onEpoch' | 'atStop'> {
  /** `fold` is the index of the model's fold; undefined in a study without folds. */
  onEpoch(record: EpochRecord, fold: number | undefined, predictions?: Predictions): void;
  /** A fold's result from an interrupted attempt at this trial; undefined when it has to be trained. */
  readFold(fold: number): Promise<TrainedTrial | undefined>;
  /** Called with each complete fold, before the next one begins. */
  saveFold(fold: number, trained: TrainedTrial): Promise<void>;
  /** As that of one training, in a study without folds. */
  atStop?: ((stopped: TrainedModels) => Promise<number | undefined>) | undefined;
}

/**
 * Trains a configuration's models: one, or one after the other for each fold, each with streams of its own and its own
 * early stopping. The outcome of several is that of their out-of-fold predictions. A fold that fails ends the trial. One
 * that is pruned ends the trial too; the value is then the mean over the folds that have begun. With `until`, all folds are trained
 * up to that epoch, and the trial is parked if any of them goes on after it. With `training.final` "refit" one more model
 * is trained on all rows at the end.
 */
export async function trainModels(input: TrialInput, hooks: ModelHooks): Promise<TrainedModels> {
  const { folds } = input.dataset;
  if (folds === undefined) {
    const one = await trainTrial(input, {
      onEpoch: (record, predictions) => hooks.onEpoch(record, undefined, predictions),
      shouldStop: () => hooks.shouldStop(),
      atStop: async (stopped) => hooks.atStop?.(withUncertainty(input, stopped)),
    });
    return withUncertainty(input, await withTrainingMetrics(input, one));
  }
  const states = input.parked && decodeFolds(input.parked);
  const trained: TrainedTrial[] = [];
  for (const fold of folds.keys()) {
    const { ended: earlier, parked } = { ended: undefined, parked: undefined, ...states?.[fold] };
    const stored = earlier ?? (await hooks.readFold(fold));
    for (const record of trainedEpochs(stored)) hooks.onEpoch(record, fold);
    const ended =
      stored ??
      (await trainTrial(
        { ...foldInput(input, fold), parked },
        {
          onEpoch: (record, predictions) => hooks.onEpoch(record, fold, predictions),
          shouldStop: () => hooks.shouldStop(),
        },
      ));
    trained.push(ended);
    if (ended.outcome.state === 'failed') {
      const { failure } = ended.outcome;
      // A model that is too large, or cannot be built at all, is so in every fold.
      if (failure.kind === 'rejected' && fold === 0) return failedTrial(input, trained, failure);
      const { kind, message } = failure;
      return failedTrial(input, trained, { kind, message: `fold ${fold + 1}: ${message}` });
    }
    const isParked = ended.outcome.state === 'pruned' && ended.outcome.epochs === input.until;
    if (isParked) continue;
    if (ended.outcome.state === 'pruned') return prunedTrial(input, trained);
    if (stored === undefined) await hooks.saveFold(fold, ended);
  }
  try {
    const joint = await crossValidated(input, trained);
    const isRefitted = input.training.final === 'refit';
    return withUncertainty(input, isRefitted ? await withRefit(input, trained, joint) : joint);
  } catch (error) {
    // All models at once need more memory than one after the other.
    return failedTrial(input, trained, trainingFailure(error));
  }
}

/** The report of a fold that an earlier attempt has completed. */
function trainedEpochs(stored: TrainedTrial | undefined): readonly EpochRecord[] {
  return stored?.history.filter(({ epoch }) => epoch > 0) ?? [];
}
