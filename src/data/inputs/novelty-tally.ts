import type { NovelRows, Novelty, RowNovelty, RowsOutOfRange } from '../../reports/novelty.ts';
import type { ColumnRange, ColumnTransform } from '../../study/pipeline.ts';
import type { CellNotice } from '../preprocessing/encoder.ts';

const listedPlaces = 3;

/** Tallies what new rows have that the training rows had not: over all rows, and for each row of a batch. */
export class NoveltyTally {
  /** The row of the batch that is being encoded. */
  row = 0;
  readonly #columns: readonly ColumnTransform[];
  readonly #ranges: ReadonlyMap<string, ColumnRange>;
  readonly #placeWord: string;
  readonly #outOfRange = new Map<string, Found>();
  readonly #unknown = new Map<string, number>();
  readonly #mostlyMissing: Found = { rows: 0, first: [] };
  #places: ArrayLike<number> = [];
  #missing = new Uint32Array();
  #novel = new Map<number, { outOfRange: string[]; unknownCategories: string[] }>();

  /** `placeWord` is the unit of the rows' places. */
  constructor(columns: readonly ColumnTransform[], ranges: readonly ColumnRange[], placeWord: string) {
    this.#columns = columns;
    this.#ranges = new Map(ranges.map((range) => [range.name, range]));
    this.#placeWord = placeWord;
  }

  begin(places: ArrayLike<number>): void {
    this.#places = places;
    this.#missing = new Uint32Array(places.length);
    this.#novel = new Map();
  }

  readonly notice = (column: string, notice: CellNotice): void => {
    const { row } = this;
    if (notice === 'missing') {
      this.#missing[row] = (this.#missing[row] as number) + 1;
      return;
    }
    const novel = this.#novel.get(row) ?? { outOfRange: [], unknownCategories: [] };
    this.#novel.set(row, novel);
    novel[notice].push(column);
    if (notice === 'unknownCategories') {
      this.#unknown.set(column, (this.#unknown.get(column) ?? 0) + 1);
      return;
    }
    const found = this.#outOfRange.get(column) ?? { rows: 0, first: [] };
    this.#outOfRange.set(column, found);
    this.#add(found, row);
  };

  /** Novelties of the rows of the batch, by their index; rows without any are absent. */
  end(): ReadonlyMap<number, RowNovelty> {
    const all = new Map<number, RowNovelty>();
    this.#missing.forEach((missing, row) => {
      const { outOfRange = [], unknownCategories = [] } = this.#novel.get(row) ?? {};
      const isMostlyMissing = 2 * missing > this.#columns.length;
      if (isMostlyMissing) this.#add(this.#mostlyMissing, row);
      if (!isMostlyMissing && !this.#novel.has(row)) return;
      all.set(row, {
        ...(outOfRange.length > 0 && { outOfRange }),
        ...(unknownCategories.length > 0 && { unknownCategories }),
        ...(isMostlyMissing && { isMostlyMissing }),
      });
    });
    return all;
  }

  /** Summary of the rows so far. */
  get total(): Novelty {
    const outOfRange = [...this.#outOfRange].map(([name, found]): [string, RowsOutOfRange] => {
      const { least, largest } = this.#ranges.get(name) as ColumnRange;
      const isDate = this.#columns.some((column) => column.kind === 'date' && column.name === name);
      return [name, { ...found, least, largest, ...(isDate && { isDate }) }];
    });
    return {
      unknownCategories: Object.fromEntries(this.#unknown),
      outOfRange: Object.fromEntries(outOfRange),
      mostlyMissing: this.#mostlyMissing.rows === 0 ? null : this.#mostlyMissing,
    };
  }

  #add(found: Found, row: number): void {
    found.rows++;
    if (found.first.length < listedPlaces) found.first.push(`${this.#placeWord} ${this.#places[row]}`);
  }
}

type Found = { -readonly [Key in keyof NovelRows]: Key extends 'first' ? string[] : NovelRows[Key] };
