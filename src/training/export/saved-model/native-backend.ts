import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../../tensorflow.ts';

/** What an op is told beside its inputs. */
export interface Attribute {
  readonly name: string;
  /** TF_AttrType of TensorFlow's C interface: the kind of value. */
  readonly type: number;
  readonly value: string | number | boolean | readonly number[];
}

/** A tensor's numbers, of 32 bits, or of 8 for truth values. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** What a recording needs of tfjs-node's backend: each of its kernels ends in one of the two `execute` methods. */
export interface NativeBackend {
  executeSingleOutput(op: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[];
  /** Of a tensor of text an array. */
  readSync(dataId: TensorInfo['dataId']): Values | Uint8Array[];
}

/** The current backend, which must be the native one. */
export function nativeBackend(tf: Tf): NativeBackend {
  if (tf.getBackend() !== 'tensorflow') throw new Error('a SavedModel is made on the native backend');
  return tf.backend() as unknown as NativeBackend;
}
