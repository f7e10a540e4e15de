import type { Dataset, Split, Task } from '../../src/data/dataset.ts';
import type { StoredPredictions } from '../../src/ensemble/candidates.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { completed, waitingTrial } from '../store/example-study.ts';

export const twoClasses: Task = { kind: 'classification', classes: ['no', 'yes'] };
/** Scaled so that the targets a net sees and the target's own units differ: y = 10 + 2 × scaled. */
export const price: Task = { kind: 'regression', target: 'price', mean: 10, std: 2 };

function splitOf(y: readonly number[]): Split {
  return {
    rows: y.length,
    x: new Float32Array(y.length),
    y: Float32Array.from(y),
    row: Int32Array.from(y.keys()),
  };
}

/** A data set of which an ensemble sees only the targets. */
export function datasetOf(
  task: Task,
  targets: { validation: readonly number[]; test: readonly number[] },
): Dataset {
  return {
    task,
    inputShape: [1],
    preprocessing: { kind: 'image', divisor: 1 },
    splits: {
      train: splitOf([0, 1]),
      validation: splitOf(targets.validation),
      test: splitOf(targets.test),
    },
  };
}

/** The predictions of trial `trial`. */
export function modelOf(
  trial: number,
  validation: readonly number[],
  test: readonly number[],
): StoredPredictions {
  const { outcome } = completed(0.5);
  return {
    trial: { ...waitingTrial(trial), ...outcome, state: 'complete', failure: null },
    validation: Float64Array.from(validation),
    test: Float64Array.from(test),
  };
}

/** [rows, 2] probabilities from those of the second class. */
export function probabilities(ofSecond: readonly number[]): number[] {
  return ofSecond.flatMap((p) => [1 - p, p]);
}

/** Models of different skill on a task of two classes, the best on validation not always the first. */
export function randomModels(seed: number, count: number, rows = 40) {
  const random = randomFor('ensemble', seed);
  const labels = () => Array.from({ length: rows }, () => random.below(2));
  const targets = { validation: labels(), test: labels() };
  const guesses = (truth: readonly number[], skill: number) =>
    probabilities(truth.map((label) => 0.02 + 0.96 * (skill * label + (1 - skill) * random.next())));
  const models = Array.from({ length: count }, (_, trial) => {
    const skill = 0.3 * random.next();
    return modelOf(trial, guesses(targets.validation, skill), guesses(targets.test, skill));
  });
  return { dataset: datasetOf(twoClasses, targets), models };
}
