import { medianOf } from '../../statistics/median.ts';
import type { Configuration } from '../../study/search-space.ts';
import { validate } from '../../training/loop/epoch.ts';
import type { Learner } from '../../training/loop/learner.ts';
import { type TrialInput, trainTrial } from '../../training/loop/train.ts';
import { peakBytes } from '../../training/probes/peak-bytes.ts';
import { withUntrained } from '../../training/probes/untrained.ts';
import type { CheckContext } from '../check.ts';
import { checkedTrial } from '../model/checked-trial.ts';

/** The cost of a configuration on this machine. */
export interface Cost {
  /** The number of models of a trial; more than 1 with folds. One of all rows counts as one of a fold, and is shorter. */
  readonly models?: number;
  /** Seconds until a trial's first step is done: building the model, and all one-time work. */
  readonly secondsToBegin: number;
  readonly secondsPerStep: number;
  readonly secondsPerValidation: number;
  /** Seconds of a whole training epoch: its steps, validation, best weights and records. */
  readonly secondsPerEpoch: number;
  readonly stepsPerEpoch: number;
  readonly parameters: number;
  /** Maximum memory within a step: weights, activations and gradients, without the data and the optimizer's moments. */
  readonly bytesInStep: number;
}

const fewestSteps = 3;
const mostTimes = 30;
/** An epoch this long is hardly longer than its steps and its validation, and too long to try out. */
const longEpochSeconds = 1;
const fewestEpochs = 4;
/**
 * A worker loads TensorFlow.js, and its first epochs run cold: the time of small searches beyond their epochs
 * (bench/estimates).
 */
const secondsToStartWorker = 1.7;

/**
 * Times steps and validations on the study's own data, for about `budgetSeconds` each. Raises the errors of the model's
 * own code.
 */
export async function measureCost(
  context: CheckContext,
  config: Configuration,
  budgetSeconds = 0.3,
): Promise<Cost> {
  const { dataset, backend } = context;
  const { train } = dataset.splits;
  const trial = { ...checkedTrial(context), config };
  const begin = async () => {
    const seconds = stopwatch();
    return withUntrained(trial, ({ learner }) => {
      learner.step(firstBatch(learner, train.rows));
      return seconds();
    });
  };
  // The first model of its kind compiles, which each worker does once.
  const bytesBefore = backend.tf.memory().numBytes;
  const peak = await withUntrained(trial, ({ learner }) =>
    peakBytes(backend.tf, () => void learner.step(firstBatch(learner, train.rows))),
  );
  const secondsToBegin = Math.min(await begin(), await begin());
  const cost = await withUntrained(trial, ({ learner, model }) => {
    const batch = firstBatch(learner, train.rows);
    const step = () => void learner.step(batch);
    const validation = () => void validate(backend.tf, learner, dataset);
    return {
      secondsToBegin,
      secondsPerStep: medianSeconds(step, { fewest: fewestSteps, budgetSeconds }),
      secondsPerValidation: medianSeconds(validation, { fewest: 1, budgetSeconds }),
      stepsPerEpoch: Math.ceil(train.rows / learner.batchSize),
      parameters: model.countParams(),
      bytesInStep: peak - bytesBefore,
    };
  });
  const { secondsPerStep, stepsPerEpoch, secondsPerValidation } = cost;
  const least = stepsPerEpoch * secondsPerStep + secondsPerValidation;
  const measured = least > longEpochSeconds ? least : await meanEpochSeconds(trial, budgetSeconds);
  const refits = context.spec.training.final === 'refit' ? 1 : 0;
  const models = (context.source.rows.folds?.length ?? 1) + refits;
  return { ...cost, models, secondsPerEpoch: Math.max(least, measured ?? least) };
}

/** Undefined when the training ends before its second epoch. */
async function meanEpochSeconds(trial: TrialInput, budgetSeconds: number): Promise<number | undefined> {
  const ends: number[] = [];
  const seconds = stopwatch();
  await trainTrial(trial, {
    onEpoch: () => void ends.push(seconds()),
    shouldStop: () => ends.length >= fewestEpochs && seconds() > budgetSeconds,
  });
  // The first epoch compiles and records its steps.
  const [first = 0, last = 0] = [ends[0], ends.at(-1)];
  return ends.length < 2 ? undefined : (last - first) / (ends.length - 1);
}

/** Seconds of a trial whose models train for all their epochs; early stopping usually ends it sooner. */
export function trialSeconds(
  {
    models = 1,
    secondsToBegin,
    secondsPerEpoch,
  }: Pick<Cost, 'models' | 'secondsToBegin' | 'secondsPerEpoch'>,
  epochs: number,
): number {
  return models * (secondsToBegin + epochs * secondsPerEpoch);
}

/** Seconds of a search with this cost for each trial; each worker trains one trial at a time. */
export function searchSeconds(cost: Cost, { spec }: Pick<CheckContext, 'spec'>, workers: number): number {
  const { trials } = spec.search;
  const { maxEpochs, secondsPerTrial = Number.POSITIVE_INFINITY } = spec.training;
  const longestLane = Math.ceil(trials / workers);
  const each = Math.min(trialSeconds(cost, maxEpochs), secondsPerTrial);
  return secondsToStartWorker + each * longestLane;
}

function firstBatch(learner: Learner, rows: number): Int32Array {
  return Int32Array.from({ length: Math.min(learner.batchSize, rows) }, (_, row) => row);
}

/**
 * The median time of `work`, run at least `fewest` times and then for `budgetSeconds`. The first time is left out,
 * since it compiles; other processes interfere as they will in the search.
 */
function medianSeconds(
  work: () => void,
  { fewest, budgetSeconds }: { readonly fewest: number; readonly budgetSeconds: number },
): number {
  let spent = timed(work);
  const times: number[] = [];
  while (times.length < fewest || (spent < budgetSeconds && times.length < mostTimes)) {
    const time = timed(work);
    times.push(time);
    spent += time;
  }
  return medianOf(times);
}

function timed(work: () => void): number {
  const seconds = stopwatch();
  work();
  return seconds();
}

/** Processors may count in steps of 16 ms. */
const shortSeconds = 0.05;

/**
 * Seconds since the call: of the clock, or of the processor if those are fewer. On a machine that other programs keep
 * busy the clock counts their time too, and with several threads the processor counts each.
 */
function stopwatch(): () => number {
  const [startedAt, before] = [performance.now(), process.cpuUsage()];
  return () => {
    const clock = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(before);
    return clock < shortSeconds ? clock : Math.min(clock, (user + system) / 1e6);
  };
}
