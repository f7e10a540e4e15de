import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { type ArrayPlace, arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';
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
  if (Array.isArray(value)) return ofList(name, value, place);
  if (ArrayBuffer.isView(value)) return { name, shape: [lengthOf(value)], values: valuesOf(value, place) };
  if (typeof value !== 'object' || value === null)
    throw arrayFault(place, constraint, { value: typeof value });
  const { shape, values, dataSync } = value as Record<string, unknown>;
  if (shape === undefined) throw arrayFault(place, constraint, { value: 'no shape' });
  if (!isShape(shape))
    throw arrayFault(place, 'must have a shape of whole numbers from 0, the rows first', { value: shape });
  const own = typeof dataSync === 'function' ? (dataSync.call(value) as unknown) : values;
  const list = Array.isArray(own) ? ofList(name, own, place) : undefined;
  if (list?.lengths !== undefined) throw unevenFault(list.lengths, place);
  const flat = list?.values ?? valuesOf(own, place);
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

/**
 * Nested lists of numbers, truth values or texts, all of one length on each level; the last may be typed arrays. Rows of
 * several lengths are filled up with zeros.
 */
function ofList(name: string, list: readonly unknown[], place: ArrayPlace): NamedArray {
  const lengths = lengthsOfRows(list);
  const shape = shapeOf(list);
  if (lengths !== undefined) shape[1] = lengths.reduce((most, length) => Math.max(most, length), 0);
  const flat = new Array<unknown>(sizeOfShape(shape));
  fill(list, 0, { shape, flat, at: 0, place, isUneven: lengths !== undefined });
  return { ...ofItems(name, flat, shape, place), ...(lengths && { lengths }) };
}

function isList(value: unknown): value is ArrayLike<unknown> {
  return Array.isArray(value) || ArrayBuffer.isView(value);
}

/** The lengths of the rows, where they are not all the same. */
function lengthsOfRows(list: readonly unknown[]): Int32Array | undefined {
  if (!list.every(isList)) return undefined;
  const lengths = Int32Array.from(list, ({ length }) => length);
  return lengths.every((length) => length === lengths[0]) ? undefined : lengths;
}

/** The lengths on each level of the first list that is not empty. */
function shapeOf(list: readonly unknown[]): number[] {
  const shape: number[] = [];
  for (let level: unknown = list; isList(level); ) {
    const items = level;
    shape.push(items.length);
    level = Array.from(items).find((item) => !isList(item) || item.length > 0) ?? items[0];
  }
  return shape;
}

function ofItems(name: string, flat: unknown[], shape: readonly number[], place: ArrayPlace): NamedArray {
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
  /** Rows have several lengths. */
  readonly isUneven: boolean;
}

function fill(item: unknown, axis: number, filling: Filling): void {
  const { shape, flat, place } = filling;
  if (axis === shape.length) {
    flat[filling.at++] = item;
    return;
  }
  const isShort = filling.isUneven && axis === 1;
  if (!isList(item) || (item.length !== shape[axis] && !isShort)) {
    const wanted = `must have lists of one length: ${shape[axis]} at level ${axis + 1}`;
    throw arrayFault(place, wanted, { value: isList(item) ? item.length : typeof item });
  }
  for (let index = 0; index < item.length; index++) fill(item[index], axis + 1, filling);
  if (!isShort) return;
  const left = ((shape[1] as number) - item.length) * sizeOfShape(shape.slice(2));
  flat.fill(0, filling.at, filling.at + left);
  filling.at += left;
}
