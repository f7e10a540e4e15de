import type { DataType } from '@tensorflow/tfjs-core';
import { type Attribute, attributeTypes, typeNumber } from '../native/attribute.ts';
import type { Values } from '../native/native-backend.ts';

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

export function typed(name: string, dtype: DataType): GraphAttribute {
  return { name, kind: 'type', value: typeNumber(dtype) };
}

const numberKinds = ['int', 'float', 'type'] as const;

/** Converts an attribute for a GraphDef. Throws an Error for kinds of values that no kernel of tfjs-node uses. */
export function graphAttribute({ name, type, value }: Attribute): GraphAttribute {
  if (typeof value === 'string') return { name, kind: 'string', value };
  if (typeof value === 'boolean') return { name, kind: 'bool', value };
  if (typeof value === 'object' && type === attributeTypes.int) return { name, kind: 'ints', value };
  const kind = numberKinds.find((each) => attributeTypes[each] === type);
  if (typeof value === 'number' && kind !== undefined) return { name, kind, value };
  throw new Error(`attribute ${name} of type ${type} is ${value}`);
}
