import { power } from '../../statistics/power.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import type { Machine } from '../wasm-kernels/machine.ts';
import type { CrewCall } from '../wasm-kernels/threads/product-helper.ts';
import { decays, type Optimizer, type OptimizerInput, optimizerSettings, plainFactors } from './optimizer.ts';
import { createSlots, type Slots, stateOf } from './optimizer-state.ts';
import { adam, rmsprop, sgd } from './update-routines.ts';

const routines = { sgd, rmsprop, adam } as const;

/** An optimizer of which a step may be made part by part. */
export interface HeapOptimizer extends Optimizer<number> {
  /** Whether an update needs the gradients of all variables. */
  readonly needsAll: boolean;
  /** Begins a step. */
  begin(): void;
  /** The update of `count` floats of a variable from `start` by the gradients at this address, in the step that has begun. */
  updateOf(index: number, gradient: number, start: number, count: number): CrewCall;
  /** Updates the variables that have a gradient here, in the step that has begun. */
  update(gradients: readonly (number | undefined)[]): void;
}

/**
 * Updates the variables in place on the wasm backend's heap, in one pass each: tensor operations would take ten passes
 * with a new buffer for each. Gradients are addresses.
 */
export function createHeapOptimizer(
  { tf, machine }: { readonly tf: Tf; readonly machine: Machine },
  { config, variables, rate, decay = () => 1, factors, start }: OptimizerInput,
): HeapOptimizer {
  const own = optimizerSettings(config);
  const { rule, momentum, weightDecay, clipNorm, beta2 } = own;
  const slots = createSlots(tf, variables, own, start);
  const firstDecay = rule === 'adam' ? decays.mean : momentum;
  const secondDecay = rule === 'adam' ? beta2 : decays.rmsprop;
  const ownFactors = variables.map((variable) => factors?.get(variable) ?? plainFactors);
  let step = start?.step ?? 0;
  let [decayed, fullRate, correction, scale] = [0, 0, 1, 1];
  const [firstRest, secondRest] = [1 - firstDecay, 1 - secondDecay];
  const optimizer: HeapOptimizer = {
    needsAll: clipNorm > 0,
    begin() {
      step += 1;
      const learningRate = rate(step);
      decayed = learningRate * weightDecay * decay(step);
      fullRate = rule === 'adam' ? learningRate / (1 - power(decays.mean, step)) : learningRate;
      correction = rule === 'adam' ? 1 / (1 - power(beta2, step)) : 1;
    },
    updateOf(index, gradient, start, count) {
      const [first, second] = slots[index] as Slots;
      const own = ownFactors[index] ?? plainFactors;
      // Operands are written out: a spread object costs microseconds, a large part of a small model's step.
      return machine.callOf(routines[rule], {
        theta: machine.address(variables[index] as Tensor & Variable) + 4 * start,
        gradient,
        first: machine.address(first as Tensor & Variable) + 4 * start,
        second: machine.address(second as Tensor & Variable) + 4 * start,
        count,
        kept: 1 - decayed * own.decay,
        scale,
        rate: fullRate * own.rate,
        firstDecay,
        secondDecay,
        firstRest,
        secondRest,
        correction,
      });
    },
    update(gradients) {
      if (clipNorm > 0) {
        scale = clipNorm / Math.max(norm(machine, variables, gradients), clipNorm);
      }
      variables.forEach(({ size }, index) => {
        const gradient = gradients[index];
        if (gradient !== undefined) machine.make(optimizer.updateOf(index, gradient, 0, size));
      });
    },
    apply(gradients) {
      optimizer.begin();
      optimizer.update(gradients);
    },
    state: () => stateOf(slots, own, step, machine),
  };
  return optimizer;
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
