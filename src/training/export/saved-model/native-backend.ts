import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';

/** An attribute of an op. */
export interface Attribute {
  readonly name: string;
  /** TF_AttrType of TensorFlow's C interface: the kind of value. */
  readonly type: number;
  readonly value: string | number | boolean | readonly number[];
}

/** A tensor's values: 32 bits each, or 8 bits for booleans. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** The methods of tfjs-node's backend that a recording replaces: every kernel calls one of the `execute` methods. */
export interface NativeBackend {
  executeSingleOutput(op: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[];
  /** Returns an array for a string tensor. */
  readSync(dataId: TensorInfo['dataId']): Values | Uint8Array[];
}

/** Returns the current backend. Throws an Error unless it is the native one. */
export function nativeBackend(tf: Tf): NativeBackend {
  if (tf.getBackend() !== 'tensorflow') throw new Error('a SavedModel is made on the native backend');
  return tf.backend() as unknown as NativeBackend;
}
