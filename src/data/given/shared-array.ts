import type { ArrayValues } from '../../study/inputs/array-values.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { type ArrayPlace, arrayFault, type NamedArray } from '../formats/arrays/named-array.ts';

const firstRows = 1024;

/**
 * An array that is written batch by batch, on memory that threads share. With a declared number of rows it has its place
 * from the beginning; otherwise it doubles as it fills, and needs three times its memory for a moment.
 */
export class SharedArray {
  readonly #name: string;
  readonly #place: ArrayPlace;
  readonly #declared: number | undefined;
  readonly #texts: string[] = [];
  #first: NamedArray | undefined;
  #values: ArrayValues | undefined;
  #rows = 0;

  constructor(name: string, place: ArrayPlace, declaredRows: number | undefined) {
    this.#name = name;
    this.#place = place;
    this.#declared = declaredRows;
  }

  get rows(): number {
    return this.#rows;
  }

  /** FaultsError for rows of another shape or type than the first, and for more of them than were declared. */
  add(array: NamedArray): void {
    this.#first ??= array;
    const [rows = 0, ...shape] = array.shape;
    this.#requireAlike(array, shape);
    if (this.#declared !== undefined && this.#rows + rows > this.#declared) {
      const constraint = `must have the ${this.#declared} rows that the module declares: more follow`;
      throw arrayFault(this.#place, constraint, { value: this.#rows + rows });
    }
    if (!ArrayBuffer.isView(array.values)) for (const text of array.values) this.#texts.push(text);
    else {
      const size = sizeOfShape(shape);
      const values = this.#room(array.values, this.#rows + rows, size);
      values.set(array.values, this.#rows * size);
    }
    this.#rows += rows;
  }

  /** FaultsError where fewer rows came than were declared. */
  finish(): NamedArray {
    const first = this.#first;
    if (first === undefined || (this.#declared !== undefined && this.#rows !== this.#declared)) {
      const constraint = `must have the ${this.#declared} rows that the module declares`;
      throw arrayFault(this.#place, constraint, { value: this.#rows });
    }
    const shape = [this.#rows, ...first.shape.slice(1)];
    const values = this.#values?.subarray(0, sizeOfShape(shape)) ?? this.#texts;
    const { areBooleans, lengths } = first;
    return {
      ...{ name: this.#name, shape, values },
      ...(areBooleans && { areBooleans }),
      ...(lengths && { lengths }),
    };
  }

  #requireAlike(array: NamedArray, shape: readonly number[]): void {
    const first = this.#first as NamedArray;
    const wanted = first.shape.slice(1);
    if (String(shape) !== String(wanted)) {
      const constraint = `must have rows of the shape (${wanted.join(', ')}) in each batch, as in the first`;
      throw arrayFault(this.#place, constraint, { value: `(${shape.join(', ')})` });
    }
    if (array.values.constructor !== first.values.constructor) {
      const constraint = `must be a ${first.values.constructor.name} in each batch, as in the first`;
      throw arrayFault(this.#place, constraint, { value: array.values.constructor.name });
    }
  }

  #room(like: ArrayValues, rows: number, size: number): ArrayValues {
    const held = this.#values;
    if (held !== undefined && held.length >= rows * size) return held;
    const capacity = this.#declared ?? Math.max(firstRows, rows, 2 * this.#rows);
    const values = sharedLike(like, capacity * size, this.#place);
    if (held !== undefined) values.set(held.subarray(0, this.#rows * size));
    this.#values = values;
    return values;
  }
}

/** Zeros of the same type. FaultsError where the machine has no such memory. */
function sharedLike(like: ArrayValues, length: number, place: ArrayPlace): ArrayValues {
  const bytes = length * like.BYTES_PER_ELEMENT;
  try {
    const memory = new SharedArrayBuffer(bytes);
    return new (like.constructor as new (memory: SharedArrayBuffer) => ArrayValues)(memory);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const constraint = `must fit into memory: ${Math.ceil(bytes / 2 ** 20)} MB cannot be allocated`;
    const hint =
      'bytes take a quarter of what 32-bit floats take; a declared number of rows takes no room to grow';
    throw arrayFault(place, constraint, { hint });
  }
}
