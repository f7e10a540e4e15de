import { meanOf } from '../statistics/mean.ts';
import { meanPredictions, type Weights } from '../training/combine.ts';
import { judgeBy } from './judge.ts';
import type { LabelledPredictions, WeightsBySize } from './method.ts';
import { lowest } from './selection.ts';

/** A member with a smaller share costs as much as any other, and changes little. */
const smallestShare = 0.05;

/**
 * The mean of the weights found without each fold. A weight that depends on a few rows is small in the mean (Caruana, Munson &
 * Niculescu-Mizil, ICDM 2006, average over random parts too). Of more than `size` members the heaviest remain; where one
 * is allowed, or the mean is worse than it on these examples, the best single candidate alone.
 */
export function meanWeights(
  { candidates, metric, task, y, ...rows }: LabelledPredictions,
  ofFolds: (size: number) => readonly Weights[],
): WeightsBySize {
  const { view, score } = judgeBy(metric, task, y, rows);
  const views = candidates.map(view);
  const scores = views.map(score);
  const best = lowest(scores)[0] ?? 0;
  const bestAlone = candidates.map((_, index) => (index === best ? 1 : 0));
  return (size) => {
    if (size === 1) return bestAlone;
    const found = ofFolds(size);
    const shares = candidates.map((_, index) => meanOf(found.map((weights) => weights[index] as number)));
    const heaviest = shares.toSorted((one, other) => other - one).slice(0, size);
    const least = Math.max(heaviest.at(-1) ?? 0, smallestShare * sumOf(heaviest));
    // The better of two candidates with equal shares remains.
    const kept = [...shares.keys()].filter((index) => (shares[index] as number) >= least).slice(0, size);
    const total = sumOf(kept.map((index) => shares[index] as number));
    const weights = shares.map((share, index) => (kept.includes(index) ? share / total : 0));
    return score(meanPredictions(views, weights)) > (scores[best] as number) ? bestAlone : weights;
  };
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
