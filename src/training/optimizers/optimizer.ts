import type { Value } from '../../study/distribution.ts';

/** Changes a model's variables by their gradients, in place. `Gradient` is how the backend's own code knows one. */
export interface Optimizer<Gradient> {
  /** One step: the gradients stand in the order of the variables; a variable without one is left as it is. */
  apply(gradients: readonly (Gradient | undefined)[]): void;
  /**
   * What another optimizer of the same configuration goes on from, whichever the implementation. Its values are good until
   * the next operation.
   */
  state(): OptimizerState;
}

/** All that an optimizer remembers; what it was made from is not part of it. */
export interface OptimizerState {
  /** Steps that were made. */
  readonly step: number;
  /** Of each variable, the values of those slots that its rule uses. */
  readonly slots: readonly (readonly Float32Array[])[];
}

/** What every optimizer takes from a complete configuration. */
export interface OptimizerSettings {
  readonly rule: 'sgd' | 'rmsprop' | 'adam';
  readonly momentum: number;
  /** Decoupled: θ ← θ − η λ θ beside the step (Loshchilov and Hutter 2019), whichever the rule. */
  readonly weightDecay: number;
  /** Largest Euclidean norm of all gradients together (Pascanu et al. 2013); 0 is no limit. */
  readonly clipNorm: number;
}

/** adamw is adam with a weight decay by default. */
export function optimizerSettings(config: Readonly<Record<string, Value>>): OptimizerSettings {
  const { momentum = 0, weightDecay = 0, clipNorm = 0 } = config as Record<string, number>;
  const rule = config.optimizer === 'adamw' ? 'adam' : (config.optimizer as OptimizerSettings['rule']);
  return { rule, momentum, weightDecay, clipNorm };
}

/** Of Adam's moments and of RMSProp's mean square. */
export const decays = { mean: 0.9, square: 0.999, rmsprop: 0.9 } as const;
/** Beside the root, not under it. */
export const epsilon = 1e-7;
