import type { Dataset } from '../../src/data/dataset.ts';
import type { Backend } from '../../src/training/backend.ts';
import { type ModelHooks, trainModels } from '../../src/training/folds/train-models.ts';
import type { TrainedTrial } from '../../src/training/loop/train.ts';
import { type Given, trialInput } from './example-trial.ts';

/** A data set whose rows are all judged once, row r by the fold r modulo `count`. */
export function withFolds(dataset: Dataset, count: number): Dataset {
  const { train } = dataset.splits;
  const rows = Int32Array.from({ length: train.rows }, (_, row) => row);
  const folds = Array.from({ length: count }, (_, fold) => ({
    train: rows.filter((row) => row % count !== fold),
    validation: rows.filter((row) => row % count === fold),
  }));
  return { ...dataset, splits: { ...dataset.splits, validation: train }, folds };
}

const idle: ModelHooks = {
  onEpoch: () => {},
  shouldStop: () => false,
  readFold: async () => undefined,
  saveFold: async () => {},
};

export function runFolds(
  backend: Backend,
  given: Given,
  hooks: Partial<ModelHooks> = {},
): Promise<TrainedTrial> {
  return trainModels(trialInput(backend, given), { ...idle, ...hooks });
}
