import { power } from '../../statistics/power.ts';
import type { Value } from '../../study/distribution.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import { decays, epsilon, type Optimizer, type OptimizerState, optimizerSettings } from './optimizer.ts';
import { createSlots, type Slots, stateOf } from './optimizer-state.ts';

/**
 * Computes with tensor operations, so it works on every backend. `rate` gives each step's learning rate; `start` is the
 * state to resume from.
 */
export function createTensorOptimizer(
  tf: Tf,
  config: Readonly<Record<string, Value>>,
  variables: readonly Variable[],
  rate: (step: number) => number,
  start?: OptimizerState,
): Optimizer<Tensor> {
  const settings = optimizerSettings(config);
  const { rule, momentum, weightDecay, clipNorm } = settings;
  const change = rules[rule];
  const slots = createSlots(tf, variables, settings, start);
  let step = start?.step ?? 0;
  return {
    apply(gradients) {
      step += 1;
      const learningRate = rate(step);
      const clipped = clip(tf, gradients, clipNorm);
      variables.forEach((variable, index) => {
        const gradient = clipped[index];
        if (gradient === undefined) return;
        const own = slots[index] as Slots;
        const subtracted = change(tf, gradient, own, { learningRate, momentum, step });
        const kept = weightDecay === 0 ? variable : tf.mul(variable, 1 - learningRate * weightDecay);
        variable.assign(tf.sub(kept, subtracted) as never);
      });
    },
    state: () => stateOf(slots, settings, step),
  };
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
  readonly learningRate: number;
  readonly momentum: number;
  /** 1 at the first step. */
  readonly step: number;
}

/** Computes the change that is subtracted from a variable. */
type Rule = (tf: Tf, gradient: Tensor, slots: Slots, settings: StepSettings) => Tensor;

const rules: Readonly<Record<'sgd' | 'rmsprop' | 'adam', Rule>> = { sgd, rmsprop, adam };

/** v ← μ v + g;  η v (Polyak 1964). */
function sgd(tf: Tf, gradient: Tensor, [velocity]: Slots, settings: StepSettings): Tensor {
  const { learningRate, momentum } = settings;
  const direction = momentum === 0 ? gradient : decayInto(tf, velocity, momentum, gradient);
  return tf.mul(direction, learningRate);
}

/** s ← 0.9 s + 0.1 g²;  v ← μ v + η g / (√s + ε);  v (Hinton's lecture 6e; ε outside the root). */
function rmsprop(tf: Tf, gradient: Tensor, [velocity, square]: Slots, settings: StepSettings): Tensor {
  const mean = decayInto(tf, square, decays.rmsprop, tf.mul(tf.square(gradient), 1 - decays.rmsprop));
  const scaled = tf.div(tf.mul(gradient, settings.learningRate), tf.add(tf.sqrt(mean), epsilon));
  return settings.momentum === 0 ? scaled : decayInto(tf, velocity, settings.momentum, scaled);
}

/** m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  η m̂ / (√v̂ + ε) (Kingma and Ba 2015, algorithm 1). */
function adam(tf: Tf, gradient: Tensor, [mean, square]: Slots, settings: StepSettings): Tensor {
  const { learningRate, step } = settings;
  const m = decayInto(tf, mean, decays.mean, tf.mul(gradient, 1 - decays.mean));
  const v = decayInto(tf, square, decays.square, tf.mul(tf.square(gradient), 1 - decays.square));
  const root = tf.sqrt(tf.div(v, 1 - power(decays.square, step)));
  return tf.div(tf.mul(m, learningRate / (1 - power(decays.mean, step))), tf.add(root, epsilon));
}

/** slot ← decay · slot + value. */
function decayInto(tf: Tf, slot: Variable, decay: number, value: Tensor): Tensor {
  const next = tf.add(tf.mul(slot, decay), value);
  slot.assign(next as never);
  return next;
}
