import { power } from '../../statistics/power.ts';
import type { Tensor, Tf, Variable } from '../tensorflow.ts';
import { decays, epsilon, type OptimizerSettings } from './optimizer.ts';
import type { Slots } from './optimizer-state.ts';

/** The update of one variable by a kernel of TensorFlow, which changes the variable and its slots where they are. */
export interface KernelUpdate {
  readonly op: string;
  /** The variable and then the slots, in the kernel's order. */
  readonly variables: readonly [Variable, ...Variable[]];
  /** Its further inputs, in the kernel's order. */
  readonly inputs: readonly Tensor[];
}

/** A scalar that each step fills anew. */
export type FilledScalar = (value: () => number) => Tensor;

/** The update of a variable by its gradient; `factor` scales its learning rate. */
type UpdateBy = (variable: Variable, slots: Slots, gradient: Tensor, factor: number) => KernelUpdate;

/** The numbers that a step is computed with: the learning rate and the number of the step, from 1. */
export interface StepNumbers {
  readonly rate: () => number;
  readonly step: () => number;
}

/** The largest relative error of 1 − β₂ in single precision with which a kernel and tensor operations may take turns. */
const largestError = 1e-3;

/**
 * The kernel that computes a rule within rounding of the tensor operations, in fewer passes over memory. Undefined for
 * RMSProp, since TensorFlow's adds ε under the root, and where single precision does not tell β₂ from 1.
 */
export function kernelRule(
  tf: Tf,
  settings: OptimizerSettings,
  numbers: StepNumbers,
  scalar: FilledScalar,
): UpdateBy | undefined {
  const { rule, beta2 } = settings;
  if (rule === 'rmsprop') return undefined;
  if (rule === 'adam') {
    return Math.abs(restScale(beta2) - 1) > largestError ? undefined : adam(tf, settings, numbers, scalar);
  }
  return settings.momentum === 0 ? descent(numbers, scalar) : momentum(tf, settings, numbers, scalar);
}

function descent({ rate }: StepNumbers, scalar: FilledScalar): UpdateBy {
  const rates = remembered((factor: number) => scalar(() => rate() * factor));
  return (variable, _, gradient, factor) => ({
    op: 'ResourceApplyGradientDescent',
    variables: [variable],
    inputs: [rates(factor), gradient],
  });
}

function momentum(
  tf: Tf,
  settings: OptimizerSettings,
  { rate }: StepNumbers,
  scalar: FilledScalar,
): UpdateBy {
  const rates = remembered((factor: number) => scalar(() => rate() * factor));
  const kept = tf.scalar(settings.momentum);
  return (variable, [velocity], gradient, factor) => ({
    op: 'ResourceApplyMomentum',
    variables: [variable, velocity],
    inputs: [rates(factor), gradient, kept],
  });
}

/**
 * η m̂ / (√v̂ + ε) = η √c₂ / c₁ · m / (√v + ε √c₂) with c = 1 − βᵗ. The kernel has no powers to correct by, and its rests
 * 1 − β are those of β in single precision: the corrections are scaled to those.
 */
function adam(
  tf: Tf,
  { beta2 }: OptimizerSettings,
  { rate, step }: StepNumbers,
  scalar: FilledScalar,
): UpdateBy {
  const correction = (decay: number) => (1 - power(decay, step())) * restScale(decay);
  const root = () => Math.sqrt(correction(beta2));
  const rates = remembered((factor: number) =>
    scalar(() => (rate() * factor * root()) / correction(decays.mean)),
  );
  const [none, first, second] = [tf.scalar(0), tf.scalar(decays.mean), tf.scalar(beta2)];
  const added = scalar(() => epsilon * root());
  return (variable, slots, gradient, factor) => ({
    op: 'ResourceApplyAdam',
    variables: [variable, ...slots],
    inputs: [none, none, rates(factor), first, second, added, gradient],
  });
}

/** 1 − β in single precision, by 1 − β. */
function restScale(decay: number): number {
  return (1 - Math.fround(decay)) / (1 - decay);
}

/** Calls `make` once for each key. */
export function remembered<T>(make: (key: number) => T): (key: number) => T {
  const known = new Map<number, T>();
  return (key) => {
    const value = known.get(key) ?? make(key);
    known.set(key, value);
    return value;
  };
}
