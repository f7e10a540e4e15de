import type { Predictions } from '../metrics/predictions.ts';
import type { EnsembleMethod } from '../reports/ensemble-report.ts';
import { rowsOf } from '../study/outputs/task-widths.ts';
import { average } from './average.ts';
import { crossValidate, foldsOf } from './cross-validation.ts';
import { greedy } from './greedy.ts';
import { judgeBy } from './judge.ts';
import { meanWeights } from './mean-weights.ts';
import { type EnsembleWeigher, type LabelledPredictions, someRows, type WeightsBySize } from './method.ts';
import { lowest } from './selection.ts';
import { stack } from './stack.ts';

const weighers: Readonly<Record<EnsembleMethod, EnsembleWeigher>> = { greedy, stack, average };

/** The combinations that a method finds for labelled predictions. */
export interface Combination {
  /** The weights of an ensemble of at most `size` members. */
  readonly weightsOf: WeightsBySize;
  /**
   * Predictions for each fold with weights and a size, of at most `limit`, chosen on the other folds only: the score
   * that selected a size is too optimistic (Varma & Simon 2006).
   */
  crossValidated(limit: number): Predictions;
  /** The best size of at most `limit`. */
  bestSize(limit: number): number;
}

/** Greedy weights are the mean of those of folds, which needs no choice of the size; stacked ones are fitted once. */
export function applyMethod(method: EnsembleMethod, examples: LabelledPredictions): Combination {
  const weigher = weighers[method];
  const folds = crossValidate(examples, weigher);
  const predictionsOf = remembering(folds.predictionsOf);
  if (method !== 'stack') {
    const weightsOf = method === 'greedy' ? meanWeights(examples, folds.weightsOf) : weigher(examples);
    return { weightsOf: remembering(weightsOf), bestSize: (limit) => limit, crossValidated: predictionsOf };
  }
  const all = Array.from({ length: rowsOf(examples.task, examples.y) }, (_, row) => row);
  const bestSize = (limit: number, rows = all) => sizeOfLowestScore(examples, { predictionsOf, limit, rows });
  return {
    weightsOf: remembering(weigher(examples)),
    bestSize: (limit) => bestSize(limit),
    crossValidated(limit) {
      const result = new Float64Array(examples.candidates[0]?.length ?? 0);
      const width = result.length / all.length;
      for (const fold of foldsOf(all.length, examples.seed)) {
        const held = new Set(fold);
        const others = all.filter((row) => !held.has(row));
        const predictions = predictionsOf(bestSize(limit, others.length === 0 ? all : others));
        for (const row of fold) {
          result.set(predictions.subarray(row * width, (row + 1) * width), row * width);
        }
      }
      return result;
    },
  };
}

interface Sizes {
  readonly predictionsOf: (size: number) => Predictions;
  readonly limit: number;
  /** The examples to score. */
  readonly rows: readonly number[];
}

/**
 * The size with the lowest loss on examples that did not choose the weights, the smallest of equal ones: on those that
 * did, one more member is hardly ever worse.
 */
function sizeOfLowestScore(examples: LabelledPredictions, { predictionsOf, limit, rows }: Sizes): number {
  const candidates = Array.from({ length: limit }, (_, index) => predictionsOf(index + 1));
  const judged = someRows({ ...examples, candidates }, rows);
  const judge = judgeBy('valLoss', examples.task, judged.y, judged);
  const scores = judged.candidates.map((predictions) => judge.score(judge.view(predictions)));
  return (lowest(scores)[0] ?? 0) + 1;
}

/** Caches the result per size: a size is requested repeatedly, and a selection takes time. */
function remembering<Found>(find: (size: number) => Found): (size: number) => Found {
  const known = new Map<number, Found>();
  return (size) => {
    const found = known.get(size) ?? find(size);
    known.set(size, found);
    return found;
  };
}
