import type { DataType } from '@tensorflow/tfjs-core';
import type { Attribute, Values } from './native-backend.ts';

/** The origin of an op's input: `operation` and `constant` are indices into a recording's lists. */
export type Source =
  | { readonly kind: 'input' }
  | { readonly kind: 'operation'; readonly operation: number; readonly output: number }
  | { readonly kind: 'constant'; readonly constant: number };

/** An executed TensorFlow op. */
export interface Operation {
  readonly op: string;
  /** The name of the layer in which it ran; empty outside of layers. */
  readonly layer: string;
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly Source[];
}

/** A tensor that no recorded op produced: a weight, a shape or a number in a layer's code. */
export interface Constant {
  /** The weight's name; empty for other constants. */
  readonly weight: string;
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly values: Values;
}

/** The ops that TensorFlow executed, in order, in one forward pass of a network on `rows` rows. */
export interface Recording {
  readonly rows: number;
  readonly operations: readonly Operation[];
  readonly constants: readonly Constant[];
  readonly output: Source;
  /** Shape of the output. */
  readonly shape: readonly number[];
}
