import type { Predictions } from '../metrics/predictions.ts';
import { randomFor } from '../statistics/random.ts';
import { rowsOf } from '../study/outputs/task-widths.ts';
import { meanPredictions, type Weights } from '../training/combine.ts';
import { type EnsembleWeigher, type LabelledPredictions, someRows } from './method.ts';

const folds = 5;

/** The scores of weights that are found without one fold each, by the largest number of members. */
export interface CrossValidation {
  /**
   * The predictions for each example by the weights found on the other folds: unlike predictions for the examples that
   * chose the ensemble, these are not optimistic.
   */
  predictionsOf(size: number): Predictions;
  /** The weights themselves, for each fold that was left out. */
  weightsOf(size: number): Weights[];
}

export function crossValidate(examples: LabelledPredictions, weigher: EnsembleWeigher): CrossValidation {
  const parts = foldsOf(rowsOf(examples.task, examples.y), examples.seed);
  // Candidates are sorted by scores on all examples: that order among equal ones would leak the held-out examples.
  const precedence = randomFor(examples.seed, 'ensemble', 'equals').shuffle([...examples.candidates.keys()]);
  const fitted = parts.map((rows) => {
    const others = parts.filter((part) => part !== rows).flat();
    // A single example has no other fold.
    const seen = others.length === 0 ? examples : someRows(examples, others);
    const weightsOf = weigher({ ...seen, precedence });
    return { rows, weightsOf, held: someRows(examples, rows).candidates };
  });
  const predictionsOf = (size: number) => {
    const result = new Float64Array(examples.candidates[0]?.length ?? 0);
    const width = result.length / rowsOf(examples.task, examples.y);
    for (const { rows, weightsOf, held } of fitted) {
      const mean = meanPredictions(held, weightsOf(size));
      rows.forEach((row, position) => {
        result.set(mean.subarray(position * width, (position + 1) * width), row * width);
      });
    }
    return result;
  };
  return { predictionsOf, weightsOf: (size) => fitted.map(({ weightsOf }) => weightsOf(size)) };
}

/** Random parts of nearly equal size; fewer than `folds` when there are fewer rows. */
export function foldsOf(rows: number, seed: number): number[][] {
  const shuffled = randomFor(seed, 'ensemble', 'folds').shuffle(
    Array.from({ length: rows }, (_, row) => row),
  );
  return Array.from({ length: Math.min(folds, rows) }, (_, fold) =>
    shuffled.filter((_, position) => position % folds === fold),
  );
}
