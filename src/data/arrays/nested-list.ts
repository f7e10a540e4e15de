import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { type ArrayPlace, arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';

/**
 * Nested lists of numbers, truth values or texts, all of one length on each level; the last may be typed arrays. Rows of
 * several lengths are filled up with zeros. FaultsError names the row of an item that is none of them.
 */
export function nestedList(name: string, list: readonly unknown[], place: ArrayPlace): NamedArray {
  const lengths = lengthsOfRows(list);
  const shape = shapeOf(list);
  if (lengths !== undefined) shape[1] = lengths.reduce((most, length) => Math.max(most, length), 0);
  const flat = new Array<unknown>(sizeOfShape(shape));
  fill(list, 0, { shape, flat, at: 0, place, isUneven: lengths !== undefined });
  if (lengths === undefined) return ofItems(name, flat, shape, place);
  const numbers = numbersOf(flat, shape, place, 'must hold numbers alone, as its rows have several lengths');
  return { name, shape, values: numbers, lengths };
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
  const constraint = 'must hold numbers alone, or texts or truth values alone';
  return { name, shape, values: numbersOf(flat, shape, place, constraint) };
}

function numbersOf(
  flat: readonly unknown[],
  shape: readonly number[],
  place: ArrayPlace,
  constraint: string,
): Float64Array {
  const broken = flat.findIndex((item) => typeof item !== 'number');
  if (broken < 0) return Float64Array.from(flat as number[]);
  throw arrayFault(place, `${constraint}: row ${rowAt(broken, shape)} breaks that`, {
    value: kindOf(flat[broken]),
  });
}

/** The row, from 1, of the item at a place of an array. */
function rowAt(place: number, shape: readonly number[]): number {
  return Math.floor(place / Math.max(1, sizeOfShape(shape.slice(1)))) + 1;
}

function kindOf(item: unknown): string {
  return item === null ? 'null' : typeof item;
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
    throw arrayFault(place, `${wanted}: row ${rowAt(filling.at, shape)} breaks that`, {
      value: isList(item) ? item.length : kindOf(item),
    });
  }
  for (let index = 0; index < item.length; index++) fill(item[index], axis + 1, filling);
  if (!isShort) return;
  const left = ((shape[1] as number) - item.length) * sizeOfShape(shape.slice(2));
  flat.fill(0, filling.at, filling.at + left);
  filling.at += left;
}
