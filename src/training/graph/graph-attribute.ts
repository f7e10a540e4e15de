import type { DataType } from '@tensorflow/tfjs-core';
import type { Attribute, Values } from '../native/native-backend.ts';

/** An attribute of a node in a GraphDef. */
export type GraphAttribute = { readonly name: string } & (
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'int' | 'float' | 'type'; readonly value: number }
  | { readonly kind: 'bool'; readonly value: boolean }
  | { readonly kind: 'ints' | 'shape'; readonly value: readonly number[] }
  | { readonly kind: 'tensor'; readonly value: GraphTensor }
);

export interface GraphTensor {
  readonly dtype: DataType;
  readonly shape: readonly number[];
  readonly values: Values;
}

/** The values of TensorFlow's enum DataType. */
const typeNumbers: Readonly<Partial<Record<DataType, number>>> = { float32: 1, int32: 3, bool: 10 };

export function typeNumber(dtype: DataType): number {
  const number = typeNumbers[dtype];
  if (number === undefined) throw new Error(`type ${dtype} has no number`);
  return number;
}

export function typed(name: string, dtype: DataType): GraphAttribute {
  return { name, kind: 'type', value: typeNumber(dtype) };
}

/** Kinds of numeric attributes by TF_AttrType. */
const numberKinds = { 1: 'int', 2: 'float', 4: 'type' } as const;

/** Converts an attribute for a GraphDef. Throws an Error for kinds of values that no kernel of tfjs-node uses. */
export function graphAttribute({ name, type, value }: Attribute): GraphAttribute {
  if (typeof value === 'string') return { name, kind: 'string', value };
  if (typeof value === 'boolean') return { name, kind: 'bool', value };
  if (typeof value === 'object' && type === 1) return { name, kind: 'ints', value };
  if (typeof value === 'number' && (type === 1 || type === 2 || type === 4)) {
    return { name, kind: numberKinds[type], value };
  }
  throw new Error(`attribute ${name} of type ${type} is ${value}`);
}
