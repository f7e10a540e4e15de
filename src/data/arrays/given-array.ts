import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { type ArrayPlace, arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';
import { nestedList } from './nested-list.ts';
import { unevenFault } from './padded-sequences.ts';

/** Typed arrays that hold numbers as they are; others become one of these. */
const kept = [
  Float32Array,
  Float64Array,
  Int8Array,
  Uint8Array,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
] as const;

const constraint =
  'must be a typed array, a list, a tensor, or an object with values and their shape, the rows first';

/**
 * An array of a program: a typed array or a list of one value a row, nested lists, a tensor of TensorFlow.js, or
 * `{ values, shape }`. FaultsError for anything else, and for a shape that its values do not fill.
 */
export function givenArray(name: string, value: unknown, file: string): NamedArray {
  const place = { file, field: name };
  if (Array.isArray(value)) return nestedList(name, value, place);
  if (ArrayBuffer.isView(value)) return { name, shape: [lengthOf(value)], values: valuesOf(value, place) };
  if (typeof value !== 'object' || value === null)
    throw arrayFault(place, constraint, { value: typeof value });
  const { shape, values, dataSync } = value as Record<string, unknown>;
  if (shape === undefined) throw arrayFault(place, constraint, { value: 'no shape' });
  if (!isShape(shape))
    throw arrayFault(place, 'must have a shape of whole numbers from 0, the rows first', { value: shape });
  const own = typeof dataSync === 'function' ? tensorValues(() => dataSync.call(value), place) : values;
  const list = Array.isArray(own) ? nestedList(name, own, place) : undefined;
  if (list?.lengths !== undefined) throw unevenFault(list.lengths, place);
  const flat = list?.values ?? valuesOf(own, place);
  const areBooleans = (value as { dtype?: unknown }).dtype === 'bool';
  if (flat.length !== sizeOfShape(shape)) {
    const wanted = `must have ${sizeOfShape(shape)} values for its shape (${shape.join(', ')})`;
    throw arrayFault(place, wanted, { value: flat.length });
  }
  return { name, shape, values: flat, ...(areBooleans && { areBooleans }) };
}

/** FaultsError where a tensor has none, such as one that was disposed of. */
function tensorValues(read: () => unknown, place: ArrayPlace): unknown {
  try {
    return read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw arrayFault(place, `must be a tensor whose values can be read: ${reason}`);
  }
}

function isShape(value: unknown): value is readonly number[] {
  return (
    Array.isArray(value) && value.length > 0 && value.every((axis) => Number.isInteger(axis) && axis >= 0)
  );
}

function lengthOf(view: ArrayBufferView): number {
  return (view as ArrayBufferView & { readonly length?: number }).length ?? 0;
}

function valuesOf(value: unknown, place: ArrayPlace): ArrayValues {
  const found = kept.find((type) => value instanceof type);
  if (found !== undefined) return value as ArrayValues;
  if (value instanceof Uint8ClampedArray) return new Uint8Array(value.buffer, value.byteOffset, value.length);
  if (value instanceof BigInt64Array || value instanceof BigUint64Array)
    return Float64Array.from(value, Number);
  throw arrayFault(place, constraint, { value: typeof value });
}
