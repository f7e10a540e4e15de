import type { ColumnTransform, Task } from '../../study/pipeline.ts';
import { fitsFloat32, isBeyondExact, isMissing, numberName, readNumber } from '../table/cell.ts';

/** Reads single cells as the reading of a training table does, and encodes them as its preprocessing says. */
export class CellEncoder {
  /** Numbers that enter the net for a row. */
  readonly width: number;
  readonly unknownCategories = new Map<string, number>();
  readonly #places: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly #classes: ReadonlyMap<string, number>;
  readonly #task: Task;

  constructor(columns: readonly ColumnTransform[], task: Task) {
    const indexOf = (values: readonly string[]) => new Map(values.map((value, index) => [value, index]));
    this.width = columns.reduce((sum, each) => sum + (each.kind === 'number' ? 1 : each.values.length), 0);
    this.#places = new Map(
      columns.map((each) => [each.name, indexOf(each.kind === 'category' ? each.values : [])]),
    );
    this.#classes = indexOf(task.kind === 'classification' ? task.classes : []);
    this.#task = task;
  }

  /** Writes what the cell becomes from `at` on, where `x` holds zeros. Returns the law that the cell breaks, if any. */
  put(transform: ColumnTransform, cell: unknown, x: Float32Array, at: number): string | undefined {
    if (transform.kind === 'number') {
      const value = numberIn(cell);
      if (value === undefined) return 'must be a number, as in training';
      x[at] = ((Number.isNaN(value) ? transform.fill : value) - transform.shift) / transform.scale;
      return undefined;
    }
    if (isRounded(cell)) return roundedLaw;
    const name = nameIn(cell);
    if (name === undefined) return 'must be a category, as in training';
    if (name === '') return undefined;
    const places = this.#places.get(transform.name);
    const place = places?.get(name) ?? places?.get(otherSpelling(cell));
    if (place !== undefined) x[at + place] = 1;
    else this.unknownCategories.set(transform.name, (this.unknownCategories.get(transform.name) ?? 0) + 1);
    return undefined;
  }

  /** The class's index or the scaled target; or the law that the cell breaks. */
  target(cell: unknown): number | string {
    if (this.#task.kind === 'classification') {
      if (isRounded(cell)) return roundedLaw;
      const label = this.#classes.get(nameIn(cell) ?? '') ?? this.#classes.get(otherSpelling(cell));
      return label ?? `must be one of the classes ${brief([...this.#classes.keys()])}`;
    }
    const value = numberIn(cell);
    if (value === undefined || Number.isNaN(value)) return 'the target must be a number';
    return (value - this.#task.mean) / this.#task.std;
  }
}

const roundedLaw = 'must be a string: as a number it is beyond 2^53, and its last digits are lost';

/** True for a JSON number that may have been another whole number before it was parsed. */
function isRounded(cell: unknown): boolean {
  return typeof cell === 'number' && isBeyondExact(cell);
}

/** NaN for a missing cell, undefined for what is no number. */
function numberIn(cell: unknown): number | undefined {
  if (cell === null || cell === undefined) return Number.NaN;
  if (typeof cell === 'string') {
    const text = cell.trim();
    const number = readNumber(text);
    return Number.isNaN(number) && !isMissing(text) ? undefined : number;
  }
  if (typeof cell !== 'number' && typeof cell !== 'bigint') return undefined;
  const number = Number(cell);
  return fitsFloat32(number) || Number.isNaN(number) ? number : undefined;
}

/** '' for a missing cell, numbers in their shortest form or, where a double rounds them, as written; undefined for what is no name. */
function nameIn(cell: unknown): string | undefined {
  if (cell === null || cell === undefined || Number.isNaN(cell)) return '';
  if (typeof cell === 'string') {
    const text = cell.trim();
    const number = readNumber(text);
    if (!Number.isNaN(number)) return String(numberName(text, number));
    return isMissing(text) ? '' : text;
  }
  return ['number', 'bigint', 'boolean'].includes(typeof cell) ? String(cell) : undefined;
}

/** Of a truth value, as Python writes it into CSV files; no name where the cell is none. */
function otherSpelling(cell: unknown): string {
  return cell === true ? 'True' : cell === false ? 'False' : '';
}

function brief(names: readonly string[]): string {
  return names.length > 10 ? `${names.slice(0, 10).join(', ')}, ...` : names.join(', ');
}
