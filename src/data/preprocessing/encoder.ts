import { widthOf } from '../../study/column-width.ts';
import { boundedInput, isFarOutside } from '../../study/outputs/training-range.ts';
import type { ColumnRange, ColumnTransform } from '../../study/pipeline.ts';
import { cellReader, constraintOf } from '../cells/form.ts';
import { missingTest } from '../cells/missing.ts';
import { nameIn } from '../cells/name.ts';
import { isRounded, roundedConstraint } from '../cells/number.ts';
import { type NameForm, nameWriter, numberWriter, type Row } from './column-inputs.ts';

/*
 * The encoding of table cells and pixels for the model: in training, in serving, and in every exported folder, which
 * carries the compiled text of this file after that of those it imports.
 */

/** A scaled pixel, in the range of the training images. */
export function scaledPixel(pixel: number, divisor: number): number {
  return pixel / divisor;
}

/** A scaled pixel from 0 to 255, for a model that was trained on pixels from 0 to `maximum`. */
export function encodedPixel(pixel: number, divisor: number, maximum = 255): number {
  return scaledPixel((pixel * maximum) / 255, divisor);
}

/** A cell without a value, with one that training did not see, or with one far outside the training range. */
export type CellNotice = 'missing' | 'unknownCategories' | 'outOfRange';

export interface EncoderForm extends NameForm {
  /** The training ranges of columns: `ranges.inputs` of the pipeline. */
  readonly ranges?: readonly ColumnRange[] | undefined;
  /** Bounds numbers and dates to these ranges. */
  readonly clip?: boolean;
  notice?(column: string, notice: CellNotice): void;
}

/** Encodes single cells, of any format, with a fitted preprocessing. */
export class RowEncoder {
  /** Number of inputs per row. */
  readonly width: number;
  /** Count, by column and so far, of cells with a category that training did not see. */
  readonly unknownCategories = new Map<string, number>();
  readonly #columns: readonly ColumnTransform[];
  readonly #writers: ReadonlyMap<ColumnTransform, CellWriter>;

  /** Throws when cells are to be bounded to ranges that are not given. */
  constructor(columns: readonly ColumnTransform[], form: EncoderForm = {}) {
    if (form.clip && form.ranges === undefined)
      throw new Error('clip: the model is of an older version, which stored no training ranges');
    this.#columns = columns;
    this.width = columns.reduce((sum, column) => sum + widthOf(column), 0);
    const notice = (name: string, what: CellNotice) => {
      if (what === 'unknownCategories')
        this.unknownCategories.set(name, (this.unknownCategories.get(name) ?? 0) + 1);
      form.notice?.(name, what);
    };
    this.#writers = new Map(columns.map((column) => [column, cellWriter(column, { ...form, notice })]));
  }

  /** Encodes a row given by column. Throws on a column that it lacks, and on a cell that cannot be used. */
  encode(row: Readonly<Record<string, unknown>>): number[] {
    const x = new Array<number>(this.width).fill(0);
    let at = 0;
    for (const column of this.#columns) {
      if (!Object.hasOwn(row, column.name))
        throw new Error(`${column.name}: must be in every row, as in training; null is a missing cell`);
      const cell = row[column.name];
      const constraint = this.writerOf(column)(cell, x, at);
      if (constraint !== undefined)
        throw new Error(`${column.name}: ${constraint}, got ${JSON.stringify(cell)}`);
      at += widthOf(column);
    }
    return x;
  }

  /** Encodes single cells of a column. */
  writerOf(column: ColumnTransform): CellWriter {
    return this.#writers.get(column) as CellWriter;
  }
}

/** Encodes a cell into `x` at `at`, where `x` holds zeros. Returns the constraint that the cell breaks, if any. */
export type CellWriter = (cell: unknown, x: Row, at: number) => string | undefined;

function cellWriter(
  column: ColumnTransform,
  form: EncoderForm & Required<Pick<EncoderForm, 'notice'>>,
): CellWriter {
  const { name: columnName } = column;
  const { notice, ranges = [], clip = false } = form;
  if (column.kind === 'number' || column.kind === 'date') {
    const read = cellReader(column);
    const write = numberWriter(column);
    const constraint = `${constraintOf(column.form)}, as in training`;
    const range = ranges.find(({ name }) => name === columnName);
    return (cell, x, at) => {
      const value = read(cell);
      if (value === undefined) return constraint;
      if (Number.isNaN(value)) notice(columnName, 'missing');
      else if (range !== undefined && isFarOutside(value, range)) notice(columnName, 'outOfRange');
      write(clip && range !== undefined ? boundedInput(value, range) : value, x, at);
      return undefined;
    };
  }
  const write = nameWriter(column, form);
  const isText = column.kind === 'tokens' || (column.kind === 'hashed' && column.of === 'words');
  const what = isText ? 'text' : 'category';
  const isMissing = missingTest(column.missing, false);
  const known = new Set(column.kind === 'category' ? column.values : []);
  const isNone = (text: string) => isMissing(text) && !known.has(text);
  return (cell, x, at) => {
    if (isRounded(cell)) return roundedConstraint;
    const name = nameIn(cell, isNone);
    if (name === undefined) return `must be a ${what}, as in training`;
    if (name === '') notice(columnName, 'missing');
    else if (!write(name, x, at, cell)) notice(columnName, 'unknownCategories');
    return undefined;
  };
}
