import { power } from '../../statistics/power.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import { decays, type Optimizer, type OptimizerInput, optimizerSettings, plainFactors } from './optimizer.ts';
import { createSlots, type Slots, stateOf } from './optimizer-state.ts';
import { adam, rmsprop, sgd } from './update-routines.ts';

const routines = { sgd, rmsprop, adam } as const;

/**
 * Updates the variables in place on the wasm backend's heap, in one pass each: tensor operations would take ten passes
 * with a new buffer for each. Gradients are addresses.
 */
export function createHeapOptimizer(
  { tf, machine }: { readonly tf: Tf; readonly machine: Machine },
  { config, variables, rate, decay = () => 1, factors, start }: OptimizerInput,
): Optimizer<number> {
  const own = optimizerSettings(config);
  const { rule, momentum, weightDecay, clipNorm, beta2 } = own;
  const slots = createSlots(tf, variables, own, start);
  const firstDecay = rule === 'adam' ? decays.mean : momentum;
  const secondDecay = rule === 'adam' ? beta2 : decays.rmsprop;
  const ownFactors = variables.map((variable) => factors?.get(variable) ?? plainFactors);
  let step = start?.step ?? 0;
  return {
    apply(gradients) {
      step += 1;
      const learningRate = rate(step);
      const decayed = learningRate * weightDecay * decay(step);
      const fullRate = rule === 'adam' ? learningRate / (1 - power(decays.mean, step)) : learningRate;
      const settings = {
        scale: clipNorm === 0 ? 1 : clipNorm / Math.max(norm(machine, variables, gradients), clipNorm),
        firstDecay,
        secondDecay,
        firstRest: 1 - firstDecay,
        secondRest: 1 - secondDecay,
        correction: rule === 'adam' ? 1 / (1 - power(beta2, step)) : 1,
      };
      variables.forEach((variable, index) => {
        const gradient = gradients[index];
        const [first, second] = slots[index] as Slots;
        const own = ownFactors[index] ?? plainFactors;
        if (gradient === undefined) return;
        machine.run(routines[rule], {
          theta: machine.address(variable as Tensor),
          gradient,
          first: machine.address(first as Tensor),
          second: machine.address(second as Tensor),
          count: variable.size,
          kept: 1 - decayed * own.decay,
          rate: fullRate * own.rate,
          ...settings,
        });
      });
    },
    state: () => stateOf(slots, own, step, machine),
  };
}

/** The global norm of all gradients. */
function norm(
  machine: Machine,
  variables: readonly Variable[],
  gradients: readonly (number | undefined)[],
): number {
  let sum = 0;
  gradients.forEach((address, index) => {
    if (address === undefined) return;
    for (const value of machine.floats(address, (variables[index] as Variable).size)) sum += value * value;
  });
  return Math.sqrt(sum);
}
