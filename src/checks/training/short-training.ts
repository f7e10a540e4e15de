import type { Dataset, Split } from '../../data/dataset.ts';
import { evaluate } from '../../metrics/evaluate.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Configuration } from '../../study/search-space.ts';
import type { Metrics } from '../../study/trial.ts';
import { buildLearner } from '../../training/loop/build-learner.ts';
import { divergenceLimits, runEpoch, validate } from '../../training/loop/epoch.ts';
import type { Learner } from '../../training/loop/learner.ts';
import type { ModelFamily } from '../../training/models/model-family.ts';
import { predict } from '../../training/predict.ts';
import { releasing } from '../../training/release.ts';
import { withSeededMathRandom } from '../../training/seeded-math-random.ts';
import type { LayersModel } from '../../training/tensorflow.ts';
import { encodeWeights, restoreWeights } from '../../training/weights.ts';
import type { CheckContext } from '../check.ts';

/** A training of some epochs like a trial's, but on other rows and with access to its course. */
export interface ShortTraining {
  readonly family: ModelFamily;
  readonly config: Configuration;
  readonly dataset: Dataset;
  /** Maximum number of epochs; schedules depend on it. */
  readonly epochs: number;
  /** Further rows to predict. */
  readonly also?: Split | undefined;
  /** Called with the untrained model (epoch 0) and after each epoch; true ends the training. */
  readonly onEpoch?:
    | ((model: LayersModel, epoch: number, metrics: Metrics) => boolean | undefined)
    | undefined;
}

/** The course of a training. */
export interface Course {
  /** The untrained model's loss on the training rows, regularisers included. */
  readonly untrainedLoss: number;
  /** The loss of each step, in order, with regularisers and dropout. */
  readonly stepLosses: readonly number[];
  /** The untrained model's metrics, then those of each epoch. */
  readonly history: readonly Metrics[];
  readonly stepsPerEpoch: number;
  /** On the validation rows, of the epoch with the lowest validation loss. */
  readonly predictions: Predictions;
  /** On the rows of `also`, of the same epoch. */
  readonly alsoPredictions?: Predictions;
  /** On the training rows, of the last epoch. */
  readonly trained: Predictions;
  /** The loss at which the training was abandoned. */
  readonly divergedLoss?: number;
}

/** Raises the errors of the model's own code. All randomness comes from the context's seed. */
export function trainShortly(
  { backend, spec, seed }: CheckContext,
  { family, config, dataset, epochs, also, onEpoch }: ShortTraining,
): Promise<Course> {
  const { tf } = backend;
  const training = { ...spec.training, maxEpochs: epochs };
  const input = { backend, family, dataset, training, objective: spec.objective, seed, trial: 0, config };
  return withSeededMathRandom(randomFor(seed, 'check', 'training'), () =>
    releasing(tf, async () => {
      const learner = await buildLearner(input);
      try {
        return await follow(input, learner, { also, onEpoch });
      } finally {
        learner.release();
      }
    }),
  );
}

type TrialInput = Parameters<typeof buildLearner>[0];

async function follow(
  { backend: { tf }, dataset, training, seed }: TrialInput,
  learner: Learner,
  { also, onEpoch }: Pick<ShortTraining, 'also' | 'onEpoch'>,
): Promise<Course> {
  const { model, batchSize } = learner;
  const { task, splits } = dataset;
  const untrained = validate(tf, learner, dataset);
  const start = {
    valLoss: untrained.valLoss,
    own: learner.ownLoss(),
    unit: learner.lossUnit,
    penalty: learner.penalty(),
  };
  const onTrain = evaluate(task, predict(tf, model, dataset, splits.train), splits.train.y);
  const settings = {
    batchSize,
    shuffle: randomFor(seed, 'check', 'shuffle'),
    ...divergenceLimits(start, task),
  };
  const { recorded, stepLosses } = recording(learner);
  const history: Metrics[] = [untrained];
  let best = { loss: Number.POSITIVE_INFINITY, weights: encodeWeights(model) };
  let divergedLoss: number | undefined;

  onEpoch?.(model, 0, untrained);
  for (let epoch = 1; epoch <= training.maxEpochs; epoch++) {
    const result = runEpoch(tf, recorded, dataset, settings);
    if ('divergedLoss' in result) {
      divergedLoss = result.divergedLoss;
      break;
    }
    const { metrics } = result;
    const loss = metrics.valLoss as number;
    history.push(metrics);
    if (loss < best.loss) best = { loss, weights: encodeWeights(model) };
    if (onEpoch?.(model, epoch, metrics) === true) break;
    // Lets the process handle a Ctrl-C.
    await new Promise((resolve) => setImmediate(resolve));
  }
  const trained = predict(tf, model, dataset, splits.train);
  restoreWeights(tf, model, best.weights);
  return {
    untrainedLoss: (start.own ?? (onTrain.loss as number)) + start.penalty,
    stepLosses,
    history,
    stepsPerEpoch: Math.ceil(splits.train.rows / batchSize),
    predictions: predict(tf, model, dataset, splits.validation),
    ...(also && { alsoPredictions: predict(tf, model, dataset, also) }),
    trained,
    ...(divergedLoss === undefined ? {} : { divergedLoss }),
  };
}

/** The same learner, which also records each step's loss. */
function recording(learner: Learner): { recorded: Learner; stepLosses: number[] } {
  const stepLosses: number[] = [];
  const step = (rows: Int32Array) => {
    const loss = learner.step(rows);
    stepLosses.push(loss);
    return loss;
  };
  return { recorded: { ...learner, step }, stepLosses };
}
