import type { Dataset, Split } from '../../data/dataset.ts';
import type { Predictions } from '../../metrics/predictions.ts';
import { randomFor } from '../../statistics/random.ts';
import type { Configuration } from '../../study/search-space.ts';
import { predict } from '../../training/predict.ts';
import { type Filters, firstLayerFilters } from '../../training/probes/first-layer.ts';
import { completeConfiguration, trainingParameters } from '../../training/training-parameters.ts';
import type { CheckContext } from '../check.ts';
import { drawRows, withSplits } from '../subset.ts';
import { type Course, trainShortly } from './short-training.ts';

/** The rows for the checks' training, and its length. */
interface Plan {
  readonly dataset: Dataset;
  readonly epochs: number;
}

/** The middle of the space, trained on the plan; several checks use this training. */
export interface RealRun extends Plan {
  readonly course: Course;
  /** Some validation rows, and the model's predictions for them: untrained, and after each epoch. */
  readonly watched: Split;
  readonly dynamics: readonly Predictions[];
  /** Filters of the first layer with a kernel, untrained and after the last epoch. */
  readonly filters: { readonly before?: Filters | undefined; readonly after?: Filters | undefined };
}

/** Small enough to train a convolutional network in seconds, and enough to tell learning from chance. */
const mostRows = { train: 1000, validation: 500, watched: 60 } as const;
const fewestTrainRows = 200;
/** Enough for Adam at 3e-4 to move far from the initial weights. */
const steps = 240;
const epochs = { fewest: 6, most: 80 } as const;

/** The same for the same context: rows sampled with its seed, and epochs for about a fixed number of steps. */
export function planOf(context: CheckContext): Plan {
  const { splits } = context.dataset;
  const { seed } = context;
  const batchSize = completeConfigurationOf(context).batchSize as number;
  const affordable = Math.ceil(steps / epochs.fewest) * batchSize;
  const mostTrainRows = Math.min(mostRows.train, Math.max(fewestTrainRows, affordable));
  const train = drawRows(splits.train, mostTrainRows, randomFor(seed, 'check', 'train'));
  const validation = drawRows(splits.validation, mostRows.validation, randomFor(seed, 'check', 'validation'));
  const wanted = Math.round(steps / Math.ceil(train.rows / batchSize));
  return {
    dataset: withSplits(context.dataset, { train, validation }),
    epochs: Math.min(epochs.most, Math.max(epochs.fewest, wanted)),
  };
}

/** The middle of the space with the defaults of all constraints. */
export function completeConfigurationOf({ family, config }: CheckContext) {
  return completeConfiguration({ ...trainingParameters, ...family.parameters }, config);
}

const runs = new WeakMap<CheckContext, Promise<RealRun>>();

/** Trained once per context. Raises the errors of the model's own code. */
export function realRun(context: CheckContext): Promise<RealRun> {
  const known = runs.get(context);
  if (known !== undefined) return known;
  const run = train(context);
  runs.set(context, run);
  return run;
}

/** The configuration with Adam at this learning rate instead of its own optimizer. */
export function withAdam(config: Configuration, learningRate: number): Configuration {
  return { ...config, learningRate, optimizer: 'adam', schedule: 'constant' };
}

async function train(context: CheckContext): Promise<RealRun> {
  const { family, config, seed, backend } = context;
  const { dataset, epochs } = planOf(context);
  const watched = drawRows(dataset.splits.validation, mostRows.watched, randomFor(seed, 'check', 'watched'));
  const dynamics: Predictions[] = [];
  let before: Filters | undefined;
  let after: Filters | undefined;
  const course = await trainShortly(context, {
    family,
    config,
    dataset,
    epochs,
    onEpoch(model, epoch) {
      dynamics.push(predict(backend.tf, model, dataset, watched));
      if (epoch === 0) before = firstLayerFilters(model);
      else after = firstLayerFilters(model);
      return false;
    },
  });
  return { dataset, epochs, course, watched, dynamics, filters: { before, after } };
}
