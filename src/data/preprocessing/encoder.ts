import type { ColumnTransform } from '../../study/pipeline.ts';
import { isRounded, nameIn, numberIn, placeOfName, roundedConstraint } from '../formats/cell.ts';

/*
 * How the cells of a table and the pixels of images enter a net: in training, in serving, and in every exported folder, which carries the compiled
 * text of this file behind that of cell.ts. It imports nothing else.
 */

type NumberTransform = Extract<ColumnTransform, { kind: 'number' }>;
type CategoryTransform = Extract<ColumnTransform, { kind: 'category' }>;

/** How many numbers a cell of the column becomes. */
export function widthOf(column: ColumnTransform): number {
  return column.kind === 'number' ? 1 : column.values.length;
}

/** A number as it enters the net; NaN stands for a missing cell. */
export function scaled(value: number, { fill, shift, scale }: NumberTransform): number {
  return ((Number.isNaN(value) ? fill : value) - shift) / scale;
}

/** Where the 1 of each known category stands among the numbers of its column; all others are 0. */
export function placesOf({ values }: CategoryTransform): ReadonlyMap<string, number> {
  return new Map(values.map((value, place) => [value, place]));
}

/** A pixel as it enters the net, counted up to what the brightest was in training. */
export function scaledPixel(pixel: number, divisor: number): number {
  return pixel / divisor;
}

/** A pixel from 0 to 255 as it enters a net that was trained on pixels from 0 to `maximum`. */
export function encodedPixel(pixel: number, divisor: number, maximum = 255): number {
  return scaledPixel((pixel * maximum) / 255, divisor);
}

/** Encodes single cells, of any format, as a fitted preprocessing says. */
export class RowEncoder {
  /** How many numbers a row becomes. */
  readonly width: number;
  /** By column, how many cells so far held a category that training did not have. */
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

  /** A row, by column, as the numbers that enter the net; a cell may be left out. Throws on one that cannot be used. */
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

  /** Writes the numbers of one cell from `at` on, where `x` holds zeros. Returns the constraint that the cell breaks, if any. */
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
