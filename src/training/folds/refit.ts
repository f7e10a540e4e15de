import type { Failure } from '../../study/trial.ts';
import { packModels, unpackModels } from '../bytes/model-pack.ts';
import type { Checkpoint } from '../loop/checkpoint.ts';
import type { EncodedLearner } from '../loop/learner.ts';
import type { TrainedTrial, TrialInput } from '../loop/train.ts';
import { trainFixed } from '../loop/train-fixed.ts';
import { failedTrial } from './joint-result.ts';
import { bestRecord, foldHistory, medianEpoch } from './mean-history.ts';

/**
 * Adds the model of all training rows, trained for the median of the folds' best epochs, to a complete cross-validated
 * trial: no row is left to stop it by. Its value remains that of the out-of-fold predictions. A failure of this training
 * is the trial's.
 */
export async function withRefit(
  input: TrialInput,
  trained: readonly TrainedTrial[],
  joint: TrainedTrial,
): Promise<TrainedTrial> {
  const { outcome, weights, optimizer } = joint;
  if (outcome.state !== 'complete' || weights === undefined) return joint;
  const refit = await refitModel(input, outcome.bestEpoch);
  if ('kind' in refit) {
    const { kind, message } = refit;
    return failedTrial(input, trained, { kind, message: `the model of all rows: ${message}` });
  }
  return {
    ...joint,
    weights: packModels({ ...unpackModels(weights), refit: refit.weights }),
    ...(optimizer && { optimizer: packModels({ ...unpackModels(optimizer), refit: refit.optimizer }) }),
  };
}

/** A continued trial resumes from the parent's model of all rows, for the epochs by which the median has moved. */
async function refitModel(input: TrialInput, epochs: number): Promise<EncodedLearner | Failure> {
  const { branch = [], checkpoint } = input;
  const { folds, ...dataset } = input.dataset;
  const alone = { ...input, dataset, branch: [...branch, 'refit'] };
  const from = checkpoint && refitCheckpoint(checkpoint, folds?.length ?? 0, input.objective);
  if (from === undefined) return trainFixed({ ...alone, checkpoint: undefined }, epochs);
  const { epoch, ...encoded } = from;
  if (epochs <= epoch) return encoded;
  return trainFixed({ ...alone, checkpoint: { ...encoded, history: [] } }, epochs - epoch);
}

/** Undefined for a parent without such a model, or without its optimizer's state. */
function refitCheckpoint(
  { weights: all, optimizer: states, history }: Checkpoint,
  folds: number,
  objective: TrialInput['objective'],
): (EncodedLearner & { readonly epoch: number }) | undefined {
  const { refit: weights } = unpackModels(all);
  const optimizer = states && unpackModels(states).refit;
  if (weights === undefined || optimizer === undefined) return undefined;
  const epochs = Array.from(
    { length: folds },
    (_, fold) => bestRecord(foldHistory(history, fold), objective)?.epoch ?? 0,
  );
  return { weights, optimizer, epoch: medianEpoch(epochs) };
}
