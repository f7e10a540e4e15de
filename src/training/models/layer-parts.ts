import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { ParameterConstraints } from '../../study/parameter-constraint.ts';
import type { Layer } from '../model-layers.ts';
import type { Tf } from '../tensorflow.ts';
import { type BuildInput, numberOf } from './model-family.ts';

/** Parameters of the families whose layers have kernels; each is off at its default. */
export const layerParameters = {
  /** Between a kernel and its activation. */
  normalization: { type: 'choice', values: ['none', 'batch', 'layer'], default: 'none' },
  /** Penalties l1 · Σ |w| and l2 · Σ w² over the kernels, added to the training loss. */
  l1: { type: 'number', min: 0, default: 0, off: 0 },
  l2: { type: 'number', min: 0, default: 0, off: 0 },
} as const satisfies ParameterConstraints;

/** A parameter that is the rate of a dropout; off at its default. */
export const dropoutRate = {
  type: 'number',
  min: 0,
  max: 1,
  exclusive: ['max'],
  default: 0,
  off: 0,
} as const;

/** The options of a kernel's penalties, of every layer with a kernel; none without penalties. */
export function penalties({ tf, config }: Pick<BuildInput, 'tf' | 'config'>) {
  const [l1, l2] = [numberOf(config, 'l1'), numberOf(config, 'l2')];
  return l1 === 0 && l2 === 0 ? {} : { kernelRegularizer: tf.regularizers.l1l2({ l1, l2 }) };
}

/**
 * Moving averages follow within about ten steps, not the hundred of Keras's 0.99: small data have few steps an epoch,
 * and validation would see the averages of an earlier model.
 */
const averageMomentum = 0.9;

/** A kernel's layer and what follows it up to its activation. */
export interface KernelOptions {
  readonly useBias?: boolean;
  readonly activation?: 'relu' | 'tanh' | 'elu' | 'selu';
}

/**
 * The layers from a kernel to its activation: one layer that has it, or with a normalization (Ioffe and Szegedy 2015;
 * Ba et al. 2016, over the last axis) three. A bias before a batch normalization would have no effect.
 */
export function activatedLayers(
  { tf, config }: Pick<BuildInput, 'tf' | 'config'>,
  activation: NonNullable<KernelOptions['activation']>,
  place: string,
  kernelLayer: (options: KernelOptions) => Layer,
): Layer[] {
  if (config.normalization === 'none') return [kernelLayer({ activation })];
  const name = `normalization${place}`;
  const isBatch = config.normalization === 'batch';
  return [
    kernelLayer({ useBias: !isBatch }),
    isBatch
      ? tf.layers.batchNormalization({ momentum: averageMomentum, name })
      : tf.layers.layerNormalization({ name }),
    tf.layers.activation({ activation, name: `activation${place}` }),
  ];
}

/** A dense layer of `units` with ReLU. */
export function denseLayers(input: BuildInput, place: string, name: string): Layer[] {
  const { tf, config } = input;
  return activatedLayers(input, 'relu', place, (options) =>
    tf.layers.dense({
      ...{ units: numberOf(config, 'units'), kernelInitializer: 'heNormal', name },
      ...penalties(input),
      ...options,
    }),
  );
}

/** Applies layers one after the other. */
export function chain(layers: readonly Layer[], input: SymbolicTensor): SymbolicTensor {
  return layers.reduce((value, layer) => layer.apply(value) as SymbolicTensor, input);
}

/** A dropout layer of this rate, or none at rate 0. */
export function dropoutLayers(tf: Tf, rate: number, name: string): Layer[] {
  return rate === 0 ? [] : [tf.layers.dropout({ rate, name })];
}
