import { power } from '../../statistics/power.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import { type FilledScalar, type KernelUpdate, kernelRule, remembered } from './kernel-updates.ts';
import {
  decays,
  epsilon,
  type Optimizer,
  type OptimizerInput,
  optimizerSettings,
  plainFactors,
  type RateFactors,
} from './optimizer.ts';
import { createSlots, type Slots, stateOf } from './optimizer-state.ts';

/** A number of a step: in a recorded step a scalar that each step fills anew, else the number itself. */
type StepScalar = (value: () => number) => Tensor | number;

/** An optimizer whose step can be recorded. */
export interface TensorOptimizer extends Optimizer<Tensor> {
  /** Counts a step. */
  advance(): void;
  /** Updates the variables for the step that was counted last. */
  update(gradients: readonly (Tensor | undefined)[], scalar: StepScalar): void;
  /** The same updates for TensorFlow's kernels to make; what no kernel computes is updated at once. */
  kernelUpdates(gradients: readonly (Tensor | undefined)[], scalar: FilledScalar): KernelUpdate[];
}

type Update = (variable: Variable, gradient: Tensor, slots: Slots, factors: RateFactors) => void;

/** Computes with tensor operations, so it works on every backend. */
export function createTensorOptimizer(
  tf: Tf,
  { config, variables, rate, decay = () => 1, factors, start }: OptimizerInput,
): TensorOptimizer {
  const settings = optimizerSettings(config);
  const { rule, momentum, weightDecay, clipNorm, beta2 } = settings;
  const change = rules[rule];
  const slots = createSlots(tf, variables, settings, start);
  let step = start?.step ?? 0;
  const rateNow = (factor: number) => {
    const own = rate(step) * factor;
    return rule === 'adam' ? own / (1 - power(decays.mean, step)) : own;
  };
  const keptNow = (factor: number) => 1 - rate(step) * weightDecay * decay(step) * factor;
  /** Calls `update` for each variable that has a gradient, which is clipped. */
  const forEachGradient = (gradients: readonly (Tensor | undefined)[], update: Update) => {
    const clipped = clip(tf, gradients, clipNorm);
    variables.forEach((variable, index) => {
      const gradient = clipped[index];
      const own = factors?.get(variable) ?? plainFactors;
      if (gradient !== undefined) update(variable, gradient, slots[index] as Slots, own);
    });
  };
  const optimizer: TensorOptimizer = {
    advance() {
      step += 1;
    },
    update(gradients, scalar) {
      const rates = remembered((factor: number) => scalar(() => rateNow(factor)));
      const keepings = remembered((factor: number) => scalar(() => keptNow(factor)));
      const correction = rule === 'adam' ? scalar(() => 1 - power(beta2, step)) : 1;
      forEachGradient(gradients, (variable, gradient, own, factor) => {
        const scaled = { rate: rates(factor.rate), momentum, beta2, correction };
        const subtracted = change(tf, gradient, own, scaled);
        const kept = weightDecay === 0 ? variable : tf.mul(variable, keepings(factor.decay));
        variable.assign(tf.sub(kept, subtracted) as never);
      });
    },
    kernelUpdates(gradients, scalar) {
      const updateBy = kernelRule(tf, settings, { rate: () => rate(step), step: () => step }, scalar);
      const updates: KernelUpdate[] = [];
      if (updateBy === undefined) {
        optimizer.update(gradients, scalar);
        return updates;
      }
      const keepings = remembered((factor: number) => scalar(() => keptNow(factor)));
      forEachGradient(gradients, (variable, gradient, own, factor) => {
        if (weightDecay !== 0) variable.assign(tf.mul(variable, keepings(factor.decay)) as never);
        updates.push(updateBy(variable, own, gradient, factor.rate));
      });
      return updates;
    },
    apply(gradients) {
      optimizer.advance();
      optimizer.update(gradients, (value) => value());
    },
    state: () => stateOf(slots, settings, step),
  };
  return optimizer;
}

/** Scales all gradients by one factor, so that their global norm is at most `limit`. */
function clip(tf: Tf, gradients: readonly (Tensor | undefined)[], limit: number): typeof gradients {
  if (limit === 0) return gradients;
  const given = gradients.filter((gradient) => gradient !== undefined);
  const squares = given.map((gradient) => tf.sum(tf.square(gradient)));
  const factor = tf.div(limit, tf.maximum(tf.sqrt(tf.addN(squares)), limit));
  return gradients.map((gradient) => gradient && tf.mul(gradient, factor));
}

interface StepSettings {
  /** η, divided by Adam's correction of the mean. */
  readonly rate: Tensor | number;
  readonly momentum: number;
  readonly beta2: number;
  /** Adam's correction of the mean square. */
  readonly correction: Tensor | number;
}

/** Computes the change that is subtracted from a variable. */
type Rule = (tf: Tf, gradient: Tensor, slots: Slots, settings: StepSettings) => Tensor;

const rules: Readonly<Record<'sgd' | 'rmsprop' | 'adam', Rule>> = { sgd, rmsprop, adam };

/** v ← μ v + g;  η v (Polyak 1964). */
function sgd(tf: Tf, gradient: Tensor, [velocity]: Slots, settings: StepSettings): Tensor {
  const { rate, momentum } = settings;
  const direction = momentum === 0 ? gradient : decayInto(tf, velocity, momentum, gradient);
  return tf.mul(direction, rate);
}

/** s ← 0.9 s + 0.1 g²;  v ← μ v + η g / (√s + ε);  v (Hinton's lecture 6e; ε outside the root). */
function rmsprop(tf: Tf, gradient: Tensor, [velocity, square]: Slots, settings: StepSettings): Tensor {
  const mean = decayInto(tf, square, decays.rmsprop, tf.mul(tf.square(gradient), 1 - decays.rmsprop));
  const scaled = tf.div(tf.mul(gradient, settings.rate), tf.add(tf.sqrt(mean), epsilon));
  return settings.momentum === 0 ? scaled : decayInto(tf, velocity, settings.momentum, scaled);
}

/** m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  η m̂ / (√v̂ + ε) (Kingma and Ba 2015, algorithm 1). */
function adam(tf: Tf, gradient: Tensor, [mean, square]: Slots, settings: StepSettings): Tensor {
  const { rate, beta2, correction } = settings;
  const m = decayInto(tf, mean, decays.mean, tf.mul(gradient, 1 - decays.mean));
  const v = decayInto(tf, square, beta2, tf.mul(tf.square(gradient), 1 - beta2));
  const root = tf.sqrt(tf.div(v, correction));
  return tf.div(tf.mul(m, rate), tf.add(root, epsilon));
}

/** slot ← decay · slot + value. */
function decayInto(tf: Tf, slot: Variable, decay: number, value: Tensor): Tensor {
  const next = tf.add(tf.mul(slot, decay), value);
  slot.assign(next as never);
  return next;
}
