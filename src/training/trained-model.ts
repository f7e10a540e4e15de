import type { Dataset, SplitName } from '../data/dataset.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { placesIn } from '../statistics/places.ts';
import { predictionWidth } from '../study/outputs/task-widths.ts';
import { meanPredictions } from './combine.ts';
import { type Examples, predict } from './predict.ts';
import { partOf } from './probes/rows.ts';
import type { LayersModel, Tf } from './tensorflow.ts';

/** The networks of a trial. */
export interface TrainedModel {
  /** One, or in a study with folds one for each fold of each repeat, in their order. */
  readonly networks: readonly LayersModel[];
  /** The network of all rows, which predicts new ones in place of the others. */
  readonly refit?: LayersModel;
}

/** The networks whose mean predicts new examples. */
export function servingNetworks({ networks, refit }: TrainedModel): readonly LayersModel[] {
  return refit === undefined ? networks : [refit];
}

/** The predictions for new examples. */
export function predictNew(
  tf: Tf,
  model: TrainedModel,
  dataset: Pick<Dataset, 'inputShape' | 'task'>,
  examples: Examples,
): Predictions {
  const each = servingNetworks(model).map((network) => predict(tf, network, dataset, examples));
  const [only] = each;
  if (only !== undefined && each.length === 1) return only;
  return meanPredictions(
    each,
    each.map(() => 1 / each.length),
  );
}

/**
 * The predictions for a split of the study's data. With folds, rows of training and validation that some fold judges
 * get their out-of-fold predictions.
 */
export function predictSplit(tf: Tf, model: TrainedModel, dataset: Dataset, name: SplitName): Predictions {
  const { train, validation } = dataset.splits;
  if (dataset.folds === undefined || name === 'test') {
    return predictNew(tf, model, dataset, dataset.splits[name]);
  }
  const judged = predictOutOfFold(tf, model, dataset);
  if (name === 'validation' || validation.rows === train.rows) return judged;
  const predictions = predictNew(tf, model, dataset, train);
  const width = predictionWidth(dataset.task);
  placesIn(train.row)(validation.row).forEach((at, place) => {
    predictions.set(judged.subarray(place * width, (place + 1) * width), at * width);
  });
  return predictions;
}

/**
 * The predictions for the validation split of a data set with folds: for each row the mean of those of the networks
 * whose fold judges it, none of which was trained on it; one a repeat. `examplesOf` may replace the rows that a fold
 * judges.
 */
export function predictOutOfFold(
  tf: Tf,
  { networks }: Pick<TrainedModel, 'networks'>,
  dataset: Dataset,
  examplesOf?: (fold: number) => Examples,
): Predictions {
  const { folds = [], splits } = dataset;
  if (networks.length !== folds.length) {
    throw new Error(`${networks.length} networks, and ${folds.length} folds`);
  }
  const each = folds.map(({ validation }, fold) =>
    predict(
      tf,
      networks[fold] as LayersModel,
      dataset,
      examplesOf?.(fold) ?? partOf(splits.validation, validation),
    ),
  );
  return joinFolds(dataset, each);
}

/** The predictions for the validation split from those of each fold for the rows that it judges: their means. */
export function joinFolds(
  { folds = [], splits, task }: Pick<Dataset, 'folds' | 'splits' | 'task'>,
  each: readonly Predictions[],
): Predictions {
  const width = predictionWidth(task);
  const { rows } = splits.validation;
  const sums = new Float64Array(rows * width);
  const counts = new Uint16Array(rows);
  folds.forEach(({ validation }, index) => {
    const predictions = each[index] as Predictions;
    validation.forEach((row, place) => {
      counts[row] = (counts[row] as number) + 1;
      for (let at = 0; at < width; at++) {
        const to = row * width + at;
        sums[to] = (sums[to] as number) + (predictions[place * width + at] as number);
      }
    });
  });
  return sums.map((sum, at) => sum / (counts[Math.floor(at / width)] as number));
}
