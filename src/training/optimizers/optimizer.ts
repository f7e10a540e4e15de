import type { Value } from '../../study/distribution.ts';
import type { Variable } from '../tensorflow.ts';

/** Updates a model's variables in place. `Gradient` is the implementation's representation of a gradient. */
export interface Optimizer<Gradient> {
  /** Makes one step. Gradients are in the order of the variables; a variable without a gradient is unchanged. */
  apply(gradients: readonly (Gradient | undefined)[]): void;
  /**
   * The state from which any optimizer of the same configuration can resume, whatever its implementation. Its values
   * are valid until the next operation.
   */
  state(): OptimizerState;
}

/** The factors of one variable's learning rate and weight decay, each 1 unless a family says otherwise. */
export interface RateFactors {
  readonly rate: number;
  readonly decay: number;
}

export const plainFactors: RateFactors = { rate: 1, decay: 1 };

export interface OptimizerInput {
  /** A complete configuration. */
  readonly config: Readonly<Record<string, Value>>;
  readonly variables: readonly Variable[];
  /** The learning rate of each step, counted from 1. */
  readonly rate: (step: number) => number;
  /** The factor of the weight decay at each step; 1 when it is left out. */
  readonly decay?: ((step: number) => number) | undefined;
  readonly factors?: ReadonlyMap<Variable, RateFactors> | undefined;
  /** The optimizer state to resume from; undefined for a new optimizer. */
  readonly start?: OptimizerState | undefined;
}

/** The complete state of an optimizer, without its settings. */
export interface OptimizerState {
  /** Number of completed steps. */
  readonly step: number;
  /** For each variable, the values of the slots that the rule uses. */
  readonly slots: readonly (readonly Float32Array[])[];
}

/** The settings that every optimizer reads from a complete configuration. */
export interface OptimizerSettings {
  readonly rule: 'sgd' | 'rmsprop' | 'adam';
  readonly momentum: number;
  /** Decoupled weight decay for every rule: θ ← θ − η λ θ in addition to the step (Loshchilov and Hutter 2019). */
  readonly weightDecay: number;
  /** Maximum global Euclidean norm of the gradients (Pascanu et al. 2013); 0 means no limit. */
  readonly clipNorm: number;
  /** Decay rate of Adam's mean square. */
  readonly beta2: number;
}

/** adamw is adam with another default weight decay. */
export function optimizerSettings(config: Readonly<Record<string, Value>>): OptimizerSettings {
  const { momentum = 0, weightDecay = 0, clipNorm = 0, beta2 = 0.999 } = config as Record<string, number>;
  const rule = config.optimizer === 'adamw' ? 'adam' : (config.optimizer as OptimizerSettings['rule']);
  return { rule, momentum, weightDecay, clipNorm, beta2 };
}

/** Decay rates of Adam's mean and of RMSProp's mean square. */
export const decays = { mean: 0.9, rmsprop: 0.9 } as const;
/** Added to the square root, not under it. */
export const epsilon = 1e-7;
