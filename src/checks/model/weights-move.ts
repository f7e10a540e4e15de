import { counted } from '../../reports/figure.ts';
import { randomFor } from '../../statistics/random.ts';
import { frozenLayers } from '../../training/probes/frozen.ts';
import { weightGradients } from '../../training/probes/gradients.ts';
import { learningWeights, type NamedWeight } from '../../training/probes/layers.ts';
import { sampleRows } from '../../training/probes/rows.ts';
import { type Untrained, withUntrained } from '../../training/probes/untrained.ts';
import type { Check, CheckContext, Verdict } from '../check.ts';
import { checkedTrial, sampledRows } from './checked-trial.ts';

const steps = 5;
/** Number of rows for the weights' gradients. */
const rows = 64;

export const weightsMove: Check = {
  name: 'weights-move',
  hypothesis: 'after a few steps every weight that is meant to learn has moved',
  isCheap: true,
  run: (context): Promise<Verdict> =>
    withUntrained(checkedTrial(context), (untrained) => judge(context, untrained)),
};

function judge(context: CheckContext, untrained: Untrained): Verdict {
  const learned = untrained.model.trainableWeights.length;
  const found = learned === 0 ? { still: [], lost: [] } : stillWeights(context, untrained);
  const { still, lost } = found;
  // Last, since it changes the model.
  const allFrozen = frozenLayers(untrained.model);
  const meant = new Set(context.family.frozen ?? []);
  const frozen = allFrozen.filter(({ names }) => !names.some((name) => meant.has(name)));
  const weights = frozen.reduce((sum, layer) => sum + layer.weights, 0);
  const numbers = { learned, still: still.length, frozenWeights: weights };

  if (frozen.length > 0) {
    const which = frozen.map(({ names, weights: own }) => `${names[0]} (${counted(own, 'weight')})`);
    return {
      status: 'fail',
      message: `does not learn, for it is not trainable: ${which.join(', ')}`,
      advice: 'Set its `trainable`, or name it in the module’s `frozen` if it is meant to stay.',
      numbers,
    };
  }
  if (still.length > 0) {
    return {
      status: 'fail',
      message: `gets no gradient: ${namesOf(still)}`,
      advice: 'Look for a layer that the outputs do not depend on, whose units are all dead, or that rounds.',
      numbers,
    };
  }
  if (lost.length > 0) {
    return {
      status: 'warn',
      message: `gets a gradient and does not move: ${namesOf(lost)}`,
      advice: 'Its steps are lost in rounding: look at the learning rate.',
      numbers,
    };
  }
  const moving = allFrozen.length > 0 ? `, besides ${counted(allFrozen.length, 'frozen layer')}` : '';
  return { status: 'pass', message: `all ${counted(learned, 'array')} of weights move${moving}`, numbers };
}

/** Weights without a gradient; and those with one that are bitwise unchanged after the steps. */
function stillWeights(
  context: CheckContext,
  untrained: Untrained,
): { readonly still: readonly NamedWeight[]; readonly lost: readonly NamedWeight[] } {
  const { dataset, backend, seed } = context;
  const { learner, model } = untrained;
  const before = learningWeights(model).map(({ variable }) => Float32Array.from(variable.dataSync()));
  for (let step = 0; step < steps; step++) {
    learner.step(sampleRows(dataset.splits.train, learner.batchSize, randomFor(seed, 'steps', step)));
  }
  const hasMoved = learningWeights(model).map(({ variable }, index) =>
    variable.dataSync().some((value, at) => value !== before[index]?.[at]),
  );
  // After the steps: a layer that is zero initially blocks the gradients of earlier layers at first.
  const gradients = weightGradients(backend.tf, untrained, dataset, {
    rows: sampledRows(context, rows),
    noise: randomFor(seed, 'gradient noise'),
  });
  const isPulled = gradients.map(({ gradient }) => gradient !== undefined && hasAny(gradient));
  return {
    still: gradients.filter((_, index) => !isPulled[index]),
    lost: gradients.filter((_, index) => isPulled[index] && !hasMoved[index]),
  };
}

function hasAny(values: ArrayLike<number>): boolean {
  return Array.from(values).some((value) => value !== 0);
}

function namesOf(weights: readonly NamedWeight[]): string {
  return weights.map(({ layer, name }) => `${layer}/${name}`).join(', ');
}
