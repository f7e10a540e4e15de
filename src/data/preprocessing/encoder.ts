import type { ColumnTransform } from '../../study/pipeline.ts';
import { isRounded, nameIn, numberIn, placeOfName, roundedConstraint } from '../formats/cell.ts';

/*
 * The encoding of table cells and pixels for the model: in training, in serving, and in every exported folder, which
 * carries the compiled text of this file after that of cell.ts. It imports no other file.
 */

type NumberTransform = Extract<ColumnTransform, { kind: 'number' }>;
type CategoryTransform = Extract<ColumnTransform, { kind: 'category' }>;

/** Number of inputs that a cell of the column becomes. */
export function widthOf(column: ColumnTransform): number {
  return column.kind === 'number' ? 1 : column.values.length;
}

/** A scaled number; NaN stands for a missing cell. */
export function scaled(value: number, { fill, shift, scale }: NumberTransform): number {
  return ((Number.isNaN(value) ? fill : value) - shift) / scale;
}

/** The index of each known category's 1 within its column's one-hot inputs. */
export function placesOf({ values }: CategoryTransform): ReadonlyMap<string, number> {
  return new Map(values.map((value, place) => [value, place]));
}

/** A scaled pixel, in the range of the training images. */
export function scaledPixel(pixel: number, divisor: number): number {
  return pixel / divisor;
}

/** A scaled pixel from 0 to 255, for a model that was trained on pixels from 0 to `maximum`. */
export function encodedPixel(pixel: number, divisor: number, maximum = 255): number {
  return scaledPixel((pixel * maximum) / 255, divisor);
}

/** Encodes single cells, of any format, with a fitted preprocessing. */
export class RowEncoder {
  /** Number of inputs per row. */
  readonly width: number;
  /** Count, by column and so far, of cells with a category that training did not see. */
  readonly unknownCategories = new Map<string, number>();
  readonly #columns: readonly ColumnTransform[];
  readonly #places: ReadonlyMap<string, ReadonlyMap<string, number>>;

  constructor(columns: readonly ColumnTransform[]) {
    this.#columns = columns;
    this.width = columns.reduce((sum, column) => sum + widthOf(column), 0);
    this.#places = new Map(
      columns.map((column) => [column.name, column.kind === 'category' ? placesOf(column) : new Map()]),
    );
  }

  /** Encodes a row given by column; cells may be left out. Throws on a cell that cannot be used. */
  encode(row: Readonly<Record<string, unknown>>): number[] {
    const x = new Array<number>(this.width).fill(0);
    let at = 0;
    for (const column of this.#columns) {
      const cell = Object.hasOwn(row, column.name) ? row[column.name] : undefined;
      const constraint = this.put(column, cell, x, at);
      if (constraint !== undefined)
        throw new Error(`${column.name}: ${constraint}, got ${JSON.stringify(cell)}`);
      at += widthOf(column);
    }
    return x;
  }

  /** Encodes one cell into `x` at `at`, where `x` holds zeros. Returns the constraint that the cell breaks, if any. */
  put(
    column: ColumnTransform,
    cell: unknown,
    x: { [place: number]: number },
    at: number,
  ): string | undefined {
    if (column.kind === 'number') {
      const value = numberIn(cell);
      if (value === undefined) return 'must be a number, as in training';
      x[at] = scaled(value, column);
      return undefined;
    }
    if (isRounded(cell)) return roundedConstraint;
    const name = nameIn(cell);
    if (name === undefined) return 'must be a category, as in training';
    if (name === '') return undefined;
    const place = placeOfName(this.#places.get(column.name) ?? new Map(), cell, name);
    if (place !== undefined) x[at + place] = 1;
    else this.unknownCategories.set(column.name, (this.unknownCategories.get(column.name) ?? 0) + 1);
    return undefined;
  }
}
