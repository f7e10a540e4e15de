import type { DataType } from '@tensorflow/tfjs-core';
import type { Attribute } from '../native/attribute.ts';
import type { Values } from '../native/native-backend.ts';

/** The origin of an op's input, by its index among the inputs, the variables or a list of the recording. */
export type Source =
  | { readonly kind: 'input'; readonly input: number }
  | { readonly kind: 'variable'; readonly variable: number }
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

/** The ops that TensorFlow executed, in order. */
export interface RecordedOps {
  readonly operations: readonly Operation[];
  readonly constants: readonly Constant[];
}

/** The ops of one forward pass of a network on `rows` rows. */
export interface Recording extends RecordedOps {
  readonly rows: number;
  readonly output: Source;
  /** Shape of the output. */
  readonly shape: readonly number[];
}
