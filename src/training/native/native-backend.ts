import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import type { Tf } from '../tensorflow.ts';
import type { Attribute } from './attribute.ts';

/** A tensor's values: 32 bits each, or 8 bits for booleans. */
export type Values = Float32Array | Int32Array | Uint8Array;

/** Methods of tfjs-node's backend that its types leave out. Every kernel calls one of the `execute` methods. */
export interface NativeBackend {
  executeSingleOutput(op: string, attributes: readonly Attribute[], inputs: readonly TensorInfo[]): Tensor;
  executeMultipleOutputs(
    op: string,
    attributes: readonly Attribute[],
    inputs: readonly TensorInfo[],
    outputs: number,
  ): Tensor[];
  /** 0 if the values are freed. */
  refCount(dataId: TensorInfo['dataId']): number;
  read(dataId: TensorInfo['dataId']): Promise<unknown>;
  /** Returns an array for a string tensor. */
  readSync(dataId: TensorInfo['dataId']): Values | Uint8Array[];
  /** Loads `saved_model.pb` from a folder; returns the number of its session. */
  loadSavedModelMetaGraph(folder: string, tags: string): number;
  /** Runs a session on inputs, whose nodes the infos name, and returns what the named outputs give. */
  runSavedModel(
    session: number,
    inputs: readonly TensorInfo[],
    infos: readonly { readonly name: string }[],
    outputs: readonly string[],
  ): Tensor[];
  deleteSavedModel(session: number): void;
}

export function isNative(tf: Tf): boolean {
  return tf.getBackend() === 'tensorflow';
}

/** Returns the current backend. Throws an Error unless it is the native one. */
export function nativeBackend(tf: Tf): NativeBackend {
  if (!isNative(tf)) throw new Error('ops are recorded on the native backend');
  return tf.backend() as unknown as NativeBackend;
}
