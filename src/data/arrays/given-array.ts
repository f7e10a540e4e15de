import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { type ArrayPlace, arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';

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
  if (Array.isArray(value)) return ofList(name, value, place);
  if (ArrayBuffer.isView(value)) return { name, shape: [lengthOf(value)], values: valuesOf(value, place) };
  if (typeof value !== 'object' || value === null)
    throw arrayFault(place, constraint, { value: typeof value });
  const { shape, values, dataSync } = value as Record<string, unknown>;
  if (shape === undefined) throw arrayFault(place, constraint, { value: 'no shape' });
  if (!isShape(shape))
    throw arrayFault(place, 'must have a shape of whole numbers from 0, the rows first', { value: shape });
  const own = typeof dataSync === 'function' ? (dataSync.call(value) as unknown) : values;
  const flat = Array.isArray(own) ? ofList(name, own, place).values : valuesOf(own, place);
  const areBooleans = (value as { dtype?: unknown }).dtype === 'bool';
  if (flat.length !== sizeOfShape(shape)) {
    const wanted = `must have ${sizeOfShape(shape)} values for its shape (${shape.join(', ')})`;
    throw arrayFault(place, wanted, { value: flat.length });
  }
  return { name, shape, values: flat, ...(areBooleans && { areBooleans }) };
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

/** Nested lists of numbers, truth values or texts, all of one length on each level; the last may be typed arrays. */
function ofList(name: string, list: readonly unknown[], place: ArrayPlace): NamedArray {
  const shape: number[] = [];
  let level: unknown = list;
  while (Array.isArray(level) || ArrayBuffer.isView(level)) {
    const items = level as ArrayLike<unknown>;
    shape.push(items.length);
    level = items[0];
  }
  const flat = new Array<unknown>(sizeOfShape(shape));
  fill(list, 0, { shape, flat, at: 0, place });
  if (flat.length > 0 && flat.every((item) => typeof item === 'string'))
    return { name, shape, values: flat as string[] };
  if (flat.length > 0 && flat.every((item) => typeof item === 'boolean'))
    return { name, shape, values: Uint8Array.from(flat, Number), areBooleans: true };
  const broken = flat.findIndex((item) => typeof item !== 'number');
  if (broken < 0) return { name, shape, values: Float64Array.from(flat as number[]) };
  const found = flat[broken] === null ? 'null' : typeof flat[broken];
  throw arrayFault(place, 'must hold numbers alone, or texts or truth values alone', { value: found });
}

interface Filling {
  readonly shape: readonly number[];
  readonly flat: unknown[];
  at: number;
  readonly place: ArrayPlace;
}

function fill(item: unknown, axis: number, filling: Filling): void {
  const { shape, flat, place } = filling;
  if (axis === shape.length) {
    flat[filling.at++] = item;
    return;
  }
  const items = item as ArrayLike<unknown>;
  const isList = Array.isArray(item) || ArrayBuffer.isView(item);
  if (!isList || items.length !== shape[axis]) {
    const wanted = `must have lists of one length: ${shape[axis]} at level ${axis + 1}`;
    throw arrayFault(place, wanted, { value: isList ? items.length : typeof item });
  }
  for (let index = 0; index < items.length; index++) fill(items[index], axis + 1, filling);
}
