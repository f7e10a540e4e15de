import type { DataType } from '@tensorflow/tfjs-core';
import type { Attribute, Values } from './native-backend.ts';

/** Where an op's input comes from: numbers of operations and constants count from 0 in their lists. */
export type Source =
  | { readonly kind: 'input' }
  | { readonly kind: 'operation'; readonly operation: number; readonly output: number }
  | { readonly kind: 'constant'; readonly constant: number };

/** An op of TensorFlow that ran. */
export interface Operation {
  readonly op: string;
  /** The name of the layer that it ran in; empty outside of all. */
  readonly layer: string;
  readonly attributes: readonly Attribute[];
  readonly inputs: readonly Source[];
}

/** A tensor that no recorded op made: a weight, a shape, a number in a layer's code. */
export interface Constant {
  /** Empty but for weights. */
  readonly weight: string;
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly values: Values;
}

/** What one forward pass of a network of so many rows made TensorFlow do, in this order. */
export interface Recording {
  readonly rows: number;
  readonly operations: readonly Operation[];
  readonly constants: readonly Constant[];
  readonly output: Source;
  /** Of the output. */
  readonly shape: readonly number[];
}
