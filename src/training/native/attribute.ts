import type { DataType } from '@tensorflow/tfjs-core';

/** TF_AttrType of TensorFlow's C interface, by the kind of value. */
export const attributeTypes = { int: 1, float: 2, bool: 3, type: 4 } as const;

/** An attribute of an op. */
export interface Attribute {
  readonly name: string;
  /** One of `attributeTypes`, or of the others of TF_AttrType. */
  readonly type: number;
  readonly value: string | number | boolean | readonly number[];
}

/** The values of TensorFlow's enum DataType. */
const typeNumbers: Readonly<Partial<Record<DataType, number>>> = { float32: 1, int32: 3, bool: 10 };

export function typeNumber(dtype: DataType): number {
  const number = typeNumbers[dtype];
  if (number === undefined) throw new Error(`type ${dtype} has no number`);
  return number;
}

/** An attribute of an op that is a type. */
export function typeAttribute(name: string, dtype: DataType): Attribute {
  return { name, type: attributeTypes.type, value: typeNumber(dtype) };
}
