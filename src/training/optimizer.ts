import type { Value } from '../study/distribution.ts';
import type { Tensor, Tf, Variable } from './tensorflow.ts';

export type Gradients = Readonly<Record<string, Tensor>>;

/** Changes variables by their gradients, in place. `dispose` frees its slots: a model's own dispose does not. */
export interface Optimizer {
  apply(variables: readonly Variable[], gradients: Gradients): void;
  dispose(): void;
}

/**
 * The optimizer that a complete configuration asks for. Weight decay is decoupled from every one of them:
 * θ ← θ − η λ θ beside the step (Loshchilov and Hutter 2019), so that adamw is adam with a decay by default.
 */
export function createOptimizer(tf: Tf, config: Readonly<Record<string, Value>>): Optimizer {
  const rule = rules[config.optimizer as keyof typeof rules];
  const { learningRate = 0, weightDecay = 0, clipNorm = 0, momentum = 0 } = config as Record<string, number>;
  const slots = new Map<string, Variable[]>();
  let step = 0;
  return {
    apply(variables, gradients) {
      step += 1;
      const clipped = clip(tf, gradients, clipNorm);
      for (const variable of variables) {
        const gradient = clipped[variable.name];
        if (gradient === undefined) continue;
        const own = slots.get(variable.name) ?? zeros(tf, variable, rule.slots);
        slots.set(variable.name, own);
        const change = rule.change(tf, gradient, own, { learningRate, momentum, step });
        const kept = weightDecay === 0 ? variable : tf.mul(variable, 1 - learningRate * weightDecay);
        variable.assign(tf.sub(kept, change) as never);
      }
    },
    dispose() {
      for (const each of slots.values()) tf.dispose(each);
    },
  };
}

function zeros(tf: Tf, variable: Variable, count: number): Variable[] {
  return Array.from({ length: count }, () => tf.variable(tf.zerosLike(variable), false));
}

/** Scales all gradients by one factor, so that their norm together is at most `limit` (Pascanu et al. 2013). */
function clip(tf: Tf, gradients: Gradients, limit: number): Gradients {
  if (limit === 0) return gradients;
  const squares = Object.values(gradients).map((gradient) => tf.sum(tf.square(gradient)));
  const factor = tf.div(limit, tf.maximum(tf.sqrt(tf.addN(squares)), limit));
  return Object.fromEntries(Object.entries(gradients).map(([name, each]) => [name, tf.mul(each, factor)]));
}

interface StepSettings {
  readonly learningRate: number;
  readonly momentum: number;
  /** 1 at the first step. */
  readonly step: number;
}

/** What is subtracted from a variable. Slots start at zero and are updated in place. */
interface Rule {
  readonly slots: number;
  change(tf: Tf, gradient: Tensor, slots: readonly Variable[], settings: StepSettings): Tensor;
}

const epsilon = 1e-7;
const rules: Readonly<Record<'sgd' | 'rmsprop' | 'adam' | 'adamw', Rule>> = {
  sgd: { slots: 1, change: sgd },
  rmsprop: { slots: 2, change: rmsprop },
  adam: { slots: 2, change: adam },
  adamw: { slots: 2, change: adam },
};

/** v ← μ v + g;  η v (Polyak 1964). */
function sgd(tf: Tf, gradient: Tensor, [velocity]: readonly Variable[], settings: StepSettings): Tensor {
  const { learningRate, momentum } = settings;
  const direction = momentum === 0 ? gradient : decayInto(tf, velocity, momentum, gradient);
  return tf.mul(direction, learningRate);
}

/** s ← 0.9 s + 0.1 g²;  v ← μ v + η g / (√s + ε);  v (Hinton's lecture 6e; ε outside the root). */
function rmsprop(tf: Tf, gradient: Tensor, slots: readonly Variable[], settings: StepSettings): Tensor {
  const [square, velocity] = slots;
  const mean = decayInto(tf, square, 0.9, tf.mul(tf.square(gradient), 0.1));
  const scaled = tf.div(tf.mul(gradient, settings.learningRate), tf.add(tf.sqrt(mean), epsilon));
  return settings.momentum === 0 ? scaled : decayInto(tf, velocity, settings.momentum, scaled);
}

/** m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  η m̂ / (√v̂ + ε), β = 0.9, 0.999 (Kingma and Ba 2015, algorithm 1). */
function adam(tf: Tf, gradient: Tensor, [mean, square]: readonly Variable[], settings: StepSettings): Tensor {
  const { learningRate, step } = settings;
  const m = decayInto(tf, mean, 0.9, tf.mul(gradient, 0.1));
  const v = decayInto(tf, square, 0.999, tf.mul(tf.square(gradient), 0.001));
  const root = tf.sqrt(tf.div(v, 1 - 0.999 ** step));
  return tf.div(tf.mul(m, learningRate / (1 - 0.9 ** step)), tf.add(root, epsilon));
}

/** slot ← decay · slot + value. */
function decayInto(tf: Tf, slot: Variable | undefined, decay: number, value: Tensor): Tensor {
  const next = tf.add(tf.mul(slot as Variable, decay), value);
  slot?.assign(next as never);
  return next;
}
