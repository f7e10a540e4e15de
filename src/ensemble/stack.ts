import { fitOnSimplex } from '../statistics/simplex-fit.ts';
import type { Weights } from '../training/combine.ts';
import { judgeBy } from './judge.ts';
import type { EnsembleWeigher } from './method.ts';
import { stackingLoss } from './stacking-loss.ts';

/** A member with a smaller weight costs more than it adds. */
const smallestWeight = 1e-3;

/**
 * Stacking (Breiman, Machine Learning 1996): the non-negative weights with sum 1 of the lowest loss, which is
 * cross-entropy, squared error, Poisson deviance or pinball loss, for any metric of the study. Smaller sizes come from
 * leaving out the lightest member and fitting again, one after the other.
 */
export const stack: EnsembleWeigher = (examples) => {
  const { view } = judgeBy('valLoss', examples.task, examples.y);
  const columns = examples.candidates.map(view);
  const loss = stackingLoss(examples);
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
