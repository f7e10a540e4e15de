import type { EnsembleMethod } from '../study/ensemble-report.ts';
import type { Weights } from '../training/combine.ts';
import type { Predictions } from '../training/metrics.ts';
import { average } from './average.ts';
import { crossValidate } from './cross-validation.ts';
import { greedy } from './greedy.ts';
import { judgeBy } from './judge.ts';
import type { EnsembleWeigher, LabelledPredictions, WeightsBySize } from './method.ts';
import { lowest } from './selection.ts';
import { stack } from './stack.ts';

const weighers: Readonly<Record<EnsembleMethod, EnsembleWeigher>> = { greedy, stack, average };

/** What a method makes of labelled predictions. */
export interface Combination {
  /** Of at most that many members. */
  readonly weightsOf: WeightsBySize;
  /** What an ensemble of that size says of examples that did not choose it. */
  readonly crossValidated: (size: number) => Predictions;
  /** The best size of at most `limit`. */
  bestSize(limit: number): number;
}

export function applyMethod(method: EnsembleMethod, examples: LabelledPredictions): Combination {
  const crossValidated = crossValidate(examples, weighers[method]);
  return {
    weightsOf: remembering(weighers[method](examples)),
    crossValidated,
    bestSize: (limit) => (method === 'average' ? limit : bestSize(method, examples, crossValidated, limit)),
  };
}

/**
 * The size of the lowest score on examples that did not choose the weights, the smallest of equals: by those that did,
 * one more member is hardly ever worse. Stacked weights are fitted by the loss, and judged by it.
 */
function bestSize(
  method: EnsembleMethod,
  { metric, task, y }: LabelledPredictions,
  predictionsOf: (size: number) => Predictions,
  limit: number,
): number {
  const judge = judgeBy(method === 'stack' ? 'valLoss' : metric, task, y);
  const scores = Array.from({ length: limit }, (_, index) =>
    judge.score(judge.view(predictionsOf(index + 1))),
  );
  return (lowest(scores)[0] ?? 0) + 1;
}

/** A size is asked for more than once, and a selection takes its time. */
function remembering(weightsOf: WeightsBySize): WeightsBySize {
  const known = new Map<number, Weights>();
  return (size) => {
    const weights = known.get(size) ?? weightsOf(size);
    known.set(size, weights);
    return weights;
  };
}
