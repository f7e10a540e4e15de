import { toPredictions } from '../metrics/predictions.ts';
import { meanOf } from '../statistics/mean.ts';
import { type ConvexLoss, fitOnSimplex } from '../statistics/simplex-fit.ts';
import type { Weights } from '../training/combine.ts';
import { judgeBy } from './judge.ts';
import type { EnsembleWeigher, LabelledPredictions } from './method.ts';

/** A member with a smaller weight costs more than it adds. */
const smallestWeight = 1e-3;

/** Keeps the curvature of the logarithm finite. */
const smallestProbability = 1e-100;

/**
 * Stacking (Breiman, Machine Learning 1996): the non-negative weights with sum 1 of the lowest loss, which is
 * cross-entropy or squared error for any metric of the study. Smaller sizes come from leaving out the lightest member
 * and fitting again, one after the other.
 */
export const stack: EnsembleWeigher = (examples) => {
  const { view } = judgeBy('valLoss', examples.task, examples.y);
  const columns = examples.candidates.map(view);
  const loss = lossOf(examples);
  const fits: Weights[] = [];
  let members = [...columns.keys()];
  while (members.length > 0) {
    const chosen = members.map((member) => columns[member] as Float64Array);
    const fitted = fitOnSimplex(chosen, loss);
    const held = members.filter((_, index) => (fitted[index] as number) >= smallestWeight);
    if (held.length === members.length) {
      fits[held.length] = columns.map((_, candidate) => fitted[members.indexOf(candidate)] ?? 0);
      // The last of equal weights is left out: it is the worse single model.
      held.splice(fitted.lastIndexOf(Math.min(...fitted)), 1);
    }
    members = held;
  }
  return (size) => fits.slice(0, size + 1).findLast((fit) => fit !== undefined) as Weights;
};

function lossOf(examples: LabelledPredictions): ConvexLoss {
  const loss = unweightedLoss(examples);
  const { weight } = examples;
  if (weight === undefined) return loss;
  const mean = meanOf(weight);
  const share = (example: number) => (weight[example] as number) / mean;
  return {
    scale: loss.scale,
    slope: (value, example) => share(example) * loss.slope(value, example),
    curvature: (value, example) => share(example) * loss.curvature(value, example),
  };
}

function unweightedLoss({ task, y }: LabelledPredictions): ConvexLoss {
  if (task.kind === 'classification') return crossEntropy;
  const actual = toPredictions(task, y);
  return {
    scale: task.transform === undefined ? task.std ** 2 : varianceOf(actual),
    slope: (value, example) => 2 * (value - (actual[example] as number)),
    curvature: () => 2,
  };
}

function varianceOf(values: Float64Array): number {
  const mean = meanOf(values);
  return meanOf(values.map((value) => (value - mean) ** 2));
}

/** −ln of the true class's probability. */
const crossEntropy: ConvexLoss = {
  scale: 1,
  slope: (value) => -1 / Math.max(value, smallestProbability),
  curvature: (value) => 1 / Math.max(value, smallestProbability) ** 2,
};
