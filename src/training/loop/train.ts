import type { Predictions } from '../../metrics/predictions.ts';
import { thrownText } from '../../modules/thrown-text.ts';
import { whyTooLarge } from '../../study/search/where.ts';
import type { EpochRecord, Failure } from '../../study/trial.ts';
import { releasing } from '../release.ts';
import { type Pausing, withSeededMathRandom } from '../seeded-math-random.ts';
import type { TrainedTrial } from './best-epoch.ts';
import { buildLearner } from './build-learner.ts';
import { runEpoch } from './epoch.ts';
import { divergence, rejection, trainingFailure } from './failure.ts';
import type { Learner } from './learner.ts';
import { decodeParked } from './parked-state.ts';
import { beginTraining, measuredOf, type Progress, parkTraining, resumeTraining } from './progress.ts';
import { moveStreams, type Streams, streamsOf } from './streams.ts';
import { firstEpochOf, type TrialInput } from './trial-input.ts';

export interface TrialHooks {
  /**
   * Called after each epoch with the predictions for the validation split; of a resumed training first with all epochs
   * since its start, without predictions.
   */
  onEpoch(record: EpochRecord, predictions?: Predictions): void;
  /** Called after each epoch; true ends the trial as `pruned`. */
  shouldStop(): boolean;
  /**
   * Called where the training stops at `until`, with its result there. Resolves to the next epoch at which it stops, or to
   * undefined when it shall end. Without it the training ends.
   */
  atStop?: ((stopped: TrainedTrial) => Promise<number | undefined>) | undefined;
}

export type { TrainedTrial, TrialInput };

/**
 * Trains one configuration, from scratch, from a checkpoint or from a parked state. A failure of the training is
 * returned, not thrown.
 */
export async function trainTrial(input: TrialInput, hooks: TrialHooks): Promise<TrainedTrial> {
  const trained = await trainedFrom(input, hooks);
  return trained ?? trainTrial({ ...input, parked: undefined }, hooks);
}

/** Undefined for a parked state of another model, which is as good as none. */
async function trainedFrom(input: TrialInput, hooks: TrialHooks): Promise<TrainedTrial | undefined> {
  const { tf } = input.backend;
  const streams = streamsOf(input);
  const parked = input.parked && decodeParked(input.parked);
  const known = parked?.history ?? input.checkpoint?.history ?? [];
  return withSeededMathRandom(streams.training, (pausing) =>
    releasing(tf, async () => {
      let learner: Learner;
      try {
        learner = await buildLearner(input, { noise: streams.noise, parked });
      } catch (error) {
        return parked ? undefined : failed(rejection(error), known);
      }
      const history = [...known];
      try {
        const reason = whyTooLarge(input.where, learner.model.countParams());
        if (reason !== undefined) return failed({ kind: 'rejected', message: reason }, history);
        const progress = parked
          ? resumeTraining(input, learner, { parked, history })
          : beginTraining(input, learner, history);
        if ('failure' in progress) return failed(progress.failure, history);
        if (parked !== undefined) moveStreams(streams, parked.positions);
        return await trainEpochs(input, learner, { progress, streams, hooks, pausing });
      } catch (error) {
        return failed(trainingFailure(error), history);
      } finally {
        learner.release();
      }
    }),
  );
}

interface LoopContext {
  readonly progress: Progress;
  readonly streams: Streams;
  readonly hooks: TrialHooks;
  readonly pausing: Pausing;
}

/** The training loop with early stopping. */
async function trainEpochs(
  input: TrialInput,
  learner: Learner,
  { progress, streams, hooks, pausing }: LoopContext,
): Promise<TrainedTrial> {
  const { backend, training, dataset, checkpoint, lastEpochs } = input;
  let { until = Number.POSITIVE_INFINITY } = input;
  const { history, limits, best, average, hasRunOut } = progress;
  const settings = {
    ...{ batchSize: learner.batchSize, shuffle: streams.shuffle, average },
    ...{ ...measuredOf(input), ...limits },
  };
  const first = firstEpochOf(input);
  const last = first + training.maxEpochs - 1;
  for (const record of history.slice(first)) hooks.onEpoch(record);

  for (let epoch = history.length; epoch <= last; epoch++) {
    while (epoch > until) {
      const parked = parkTraining(progress, learner, streams);
      const stopped = { ...best.trained('pruned', [...history]), ...(parked && { parked }) };
      const next = await pausing(async () => hooks.atStop?.(stopped));
      if (next === undefined) return stopped;
      until = next;
    }
    const result = runEpoch(backend.tf, learner, dataset, settings);
    if ('divergedLoss' in result) {
      // A resumed training that improved before it diverged is still a success.
      if (checkpoint !== undefined && best.epoch >= first) return best.trained('complete', history);
      return failed(divergence(result.divergedLoss, epoch, limits.limit), history);
    }
    const record = { epoch, metrics: result.metrics };
    history.push(record);
    hooks.onEpoch(record, result.predictions);
    await tellModule(input, record, pausing);
    const isOver = best.update(result.metrics, result.predictions);
    average?.leave();
    if (isOver || epoch === lastEpochs?.[0]) break;
    if (epoch < last && hasRunOut()) return best.trained('complete', history, true);
    if (epoch < last && epoch !== until && hooks.shouldStop()) {
      // A resumed trial was completed before, so stopping it does not make it `pruned`.
      return best.trained(checkpoint === undefined ? 'pruned' : 'complete', history);
    }
    // Lets the thread process its messages: nothing else in the training yields to the event loop.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return best.trained('complete', history);
}

/** Waits for what a module does after an epoch; it may draw from `Math.random`. Rejects where the module fails. */
async function tellModule(
  { family: { onEpochEnd }, config }: TrialInput,
  { epoch, metrics }: EpochRecord,
  pausing: Pausing,
): Promise<void> {
  if (onEpochEnd === undefined) return;
  await pausing(async () => {
    try {
      await onEpochEnd({ epoch, metrics: { ...metrics }, config: { ...config } });
    } catch (error) {
      throw new Error(`onEpochEnd: ${thrownText(error)}`, { cause: error });
    }
  });
}

function failed(failure: Failure, history: readonly EpochRecord[]): TrainedTrial {
  return { outcome: { state: 'failed', failure, epochs: Math.max(history.length - 1, 0) }, history };
}
