import type { Value } from '../../study/distribution.ts';

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
}

/** adamw is adam with another default weight decay. */
export function optimizerSettings(config: Readonly<Record<string, Value>>): OptimizerSettings {
  const { momentum = 0, weightDecay = 0, clipNorm = 0 } = config as Record<string, number>;
  const rule = config.optimizer === 'adamw' ? 'adam' : (config.optimizer as OptimizerSettings['rule']);
  return { rule, momentum, weightDecay, clipNorm };
}

/** Decay rates of Adam's moments and of RMSProp's mean square. */
export const decays = { mean: 0.9, square: 0.999, rmsprop: 0.9 } as const;
/** Added to the square root, not under it. */
export const epsilon = 1e-7;
