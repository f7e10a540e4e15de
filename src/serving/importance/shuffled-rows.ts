import type { Random } from '../../statistics/random.ts';
import { widthOf } from '../../study/column-width.ts';
import { paddingOf } from '../../study/inputs/padding-of.ts';
import type { Preprocessing } from '../../study/pipeline.ts';
import { fillRows } from '../../training/inputs.ts';
import type { Examples } from '../../training/predict.ts';
import type { JudgedRows } from './judged-rows.ts';

/** A column of a table, and the inputs from `from` on that its cells become, in each of `starts`. */
export interface ColumnInputs {
  readonly name: string;
  readonly from: number;
  readonly inputs: number;
  /** Where rows begin: one, or each of a window. */
  readonly starts: readonly number[];
  /** The place in a step of the input that is 0 in padding, which keeps its zeros; only of a padded sequence. */
  readonly flag?: number;
}

export type TablePreprocessing = Extract<Preprocessing, { columns: unknown }>;

/** The columns that reach the model, in the order of their inputs. */
export function columnInputs(preprocessing: TablePreprocessing): ColumnInputs[] {
  const { columns } = preprocessing;
  const width = columns.reduce((sum, column) => sum + widthOf(column), 0);
  const rows = preprocessing.kind === 'window' ? preprocessing.length : 1;
  const flag = paddingOf(preprocessing) === undefined ? undefined : width;
  const starts = Array.from({ length: rows }, (_, row) => row * (flag === undefined ? width : width + 1));
  let from = 0;
  const all = columns.map((column) => {
    const inputs = widthOf(column);
    from += inputs;
    return { name: column.name, from: from - inputs, inputs, starts, ...(flag !== undefined && { flag }) };
  });
  return all.filter(({ inputs }) => inputs > 0);
}

/**
 * For each of a part's rows, in their order, another one, whose cells it takes: a random cycle through all of them
 * (Sattolo 1986), so that no row keeps its own cells and every other row is as likely.
 */
export function drawDonors(part: Int32Array, random: Random): Int32Array {
  const donors = part.slice();
  for (let last = donors.length - 1; last > 0; last--) {
    const other = random.below(last);
    const kept = donors[last] as number;
    donors[last] = donors[other] as number;
    donors[other] = kept;
  }
  return donors;
}

/** A part's rows; all inputs of the column are those of the donors, in all rows of a window. */
export function shuffledExamples(
  { x, rows }: Pick<JudgedRows, 'x' | 'rows'>,
  part: Int32Array,
  { from, inputs, starts, flag }: ColumnInputs,
  donors: Int32Array,
): Examples {
  const width = x.length / rows;
  const examples = examplesOf({ x, rows }, part);
  const stepsOf = (all: Float32Array, row: number) =>
    flag === undefined ? starts : starts.filter((start) => all[row * width + start + flag] !== 0);
  donors.forEach((donor, place) => {
    // The steps of a shorter donor are repeated: its padding is no cell.
    const given = stepsOf(x, donor);
    stepsOf(examples.x, place).forEach((step, at) => {
      const start = donor * width + (given[at % given.length] as number) + from;
      examples.x.set(x.subarray(start, start + inputs), place * width + step + from);
    });
  });
  return examples;
}

/** A part's rows as they are. */
export function examplesOf({ x, rows }: Pick<JudgedRows, 'x' | 'rows'>, part: Int32Array): Examples {
  const width = x.length / rows;
  const own = new Float32Array(part.length * width);
  fillRows(own, x, width, part);
  return { rows: part.length, x: own };
}

/**
 * The rows on which each row's prediction depends: a list [rows] for each place in the dependence, of which the first
 * is the row itself and each further one its donor in a fold.
 */
export function sourcesOf(
  { rows, parts }: Pick<JudgedRows, 'rows' | 'parts'>,
  donors: readonly Int32Array[],
): Int32Array[] {
  const itself = Int32Array.from({ length: rows }, (_, row) => row);
  const sources = [itself];
  const used = new Uint16Array(rows);
  parts.forEach((part, index) => {
    part.forEach((row, place) => {
      const next = (used[row] as number) + 1;
      used[row] = next;
      sources[next] ??= itself.slice();
      (sources[next] as Int32Array)[row] = donors[index]?.[place] as number;
    });
  });
  return sources;
}
