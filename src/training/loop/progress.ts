import type { Dataset } from '../../data/dataset.ts';
import type { EpochRecord, Failure } from '../../study/trial.ts';
import { type BestEpoch, bestEpoch, bestOf } from './best-epoch.ts';
import { divergenceLimits, type StartLosses, validate } from './epoch.ts';
import { untrainedDivergence } from './failure.ts';
import type { Learner } from './learner.ts';
import { lossScale } from './loss.ts';
import { encodeParked, type Limits, type ParkedState } from './parked-state.ts';
import { positionsOf, type Streams } from './streams.ts';
import type { TrainingClock, TrialInput } from './trial-input.ts';
import { type WeightAverage, weightAverage } from './weight-average.ts';

/** State of a training loop between two epochs, without its learner and its streams. */
export interface Progress {
  readonly history: EpochRecord[];
  readonly limits: Limits;
  readonly best: BestEpoch;
  readonly average: WeightAverage | undefined;
  /** Whether the seconds of the clock are over. */
  hasRunOut(): boolean;
  /** The seconds of the clock that are spent; undefined without a clock. */
  spentSeconds(): number | undefined;
}

/** With fewer validation rows, such as the single one of a fold, their loss says little of others'. */
const fewestUsual = 20;

/**
 * Measures the untrained model, or takes over a checkpoint, whose epochs `history` holds. Returns a failure if the loss
 * is not finite.
 */
export function beginTraining(
  input: TrialInput,
  learner: Learner,
  history: EpochRecord[],
): Progress | { readonly failure: Failure } {
  const { backend, training, objective, dataset, checkpoint, distillation } = input;
  const own = learner.ownLoss();
  // A resumed training keeps the divergence limit of the untrained model, not one from the checkpoint.
  const untrained =
    checkpoint?.history[0]?.metrics ?? validate(backend.tf, learner, dataset, measuredOf(input));
  const valLoss = untrained.valLoss as number;
  const absurd = [valLoss, own ?? 0].find((loss) => !Number.isFinite(loss));
  if (absurd !== undefined) return { failure: untrainedDivergence(absurd) };
  if (checkpoint === undefined) history.push({ epoch: 0, metrics: untrained });
  const start = startLosses(learner, usualLoss(dataset, valLoss), own);
  return {
    history,
    limits: divergenceLimits(start, dataset.task, distillation),
    best: bestEpoch(objective, training, learner, checkpoint && bestOf(checkpoint, objective)),
    average: averageOf(input, learner),
    ...startClock(input.clock),
  };
}

/** Takes over a parked training, whose epochs `history` holds. */
export function resumeTraining(
  input: TrialInput,
  learner: Learner,
  { parked, history }: { readonly parked: ParkedState; readonly history: EpochRecord[] },
): Progress {
  const { objective, training } = input;
  return {
    history,
    limits: parked.limits,
    best: bestEpoch(objective, training, learner, parked.best),
    average: averageOf(input, learner, parked.average),
    ...startClock(input.clock, parked.seconds),
  };
}

/** Encodes a training between two epochs; undefined if its model has state that cannot be encoded. */
export function parkTraining(
  { history, limits, best, average, spentSeconds }: Progress,
  learner: Learner,
  streams: Streams,
): Uint8Array | undefined {
  if (!learner.isWholeInWeights) return undefined;
  return encodeParked({
    ...{ history, limits, learner: learner.encode(), best: best.state() },
    ...{ positions: positionsOf(streams), average: average?.state(), seconds: spentSeconds() },
  });
}

/** Measurements of each epoch besides the default metrics. */
export function measuredOf({ objective, training: { threshold }, family: { metrics: own } }: TrialInput) {
  return { objective, ...(own && { own }), ...(threshold !== undefined && { threshold }) };
}

function startClock(
  clock: TrainingClock | undefined,
  earlierSeconds = 0,
): Pick<Progress, 'hasRunOut' | 'spentSeconds'> {
  if (clock === undefined) return { hasRunOut: () => false, spentSeconds: () => undefined };
  const startedAt = clock.now() - earlierSeconds;
  const spentSeconds = () => clock.now() - startedAt;
  return { hasRunOut: () => spentSeconds() >= clock.seconds, spentSeconds };
}

function averageOf(
  { backend: { tf, machine }, training: { averageEpochs } }: TrialInput,
  { model }: Learner,
  from?: ParkedState['average'],
): WeightAverage | undefined {
  return averageEpochs === undefined ? undefined : weightAverage(tf, model, averageEpochs, machine, from);
}

/** The untrained loss of a few validation rows may be far below that of others: then that of one deviation counts. */
function usualLoss({ task, splits }: Dataset, valLoss: number): number {
  return splits.validation.rows < fewestUsual ? Math.max(valLoss, lossScale(task)) : valLoss;
}

function startLosses(learner: Learner, valLoss: number, own: number | undefined): StartLosses {
  return { valLoss, own, unit: learner.lossUnit, penalty: learner.penalty() };
}
