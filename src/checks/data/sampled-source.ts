import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawArrays, RawColumn, RawData, RawTable } from '../../data/raw-data.ts';
import { drawTargets } from '../../data/raw-targets.ts';
import { type Copies, findCopies } from '../../data-report/duplicates/copies.ts';
import { avalanche, hashRows } from '../../data-report/duplicates/hash.ts';
import { splitOfRows } from '../../data-report/split-of-rows.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';

const mostRows = 200_000;
/** Number of columns that determine the sample, and of rows that determine those columns. */
const drawingColumns = 3;
const judgedRows = 1000;

/** A source for a check that must be quick. */
export interface SampledSource {
  readonly source: SourceRows;
  readonly copies: Copies;
  /** An addition to messages when only a sample of the rows was examined. */
  readonly note: string;
}

const known = new WeakMap<SourceRows, SampledSource>();

/**
 * The source with its copies, computed once for all checks. Of more than 200,000 rows it samples about as many, by a
 * hash of their inputs, so that rows with the same inputs are sampled together and shares of copies stay the same.
 */
export function sampledSource(source: SourceRows, seed: number): SampledSource {
  const found = known.get(source);
  if (found !== undefined) return found;
  const total = source.raw.rowNumbers.length;
  const looked = total <= mostRows ? source : drawRows(source, seed);
  const drawn = looked.raw.rowNumbers.length;
  const note = drawn === total ? '' : ` (of ${drawn} rows, drawn from ${total})`;
  const sampled = { source: looked, copies: findCopies(looked), note };
  known.set(source, sampled);
  return sampled;
}

function drawRows(source: SourceRows, seed: number): SourceRows {
  const { raw } = source;
  const total = raw.rowNumbers.length;
  const { first } = hashRows(drawingInputs(raw.inputs), total);
  const limit = (mostRows / total) * 2 ** 32;
  const members = Int32Array.from(raw.rowNumbers.keys()).filter(
    (row) => avalanche((first[row] as number) ^ seed) < limit,
  );
  const splitOf = splitOfRows(source);
  const rowsIn = (split: number) =>
    Int32Array.from(members.keys()).filter((index) => splitOf[members[index] as number] === split);
  const [train, validation, test] = splitNames.map((_, split) => rowsIn(split));
  const none = new Int32Array(0);
  return {
    raw: {
      file: raw.file,
      inputs: drawInputs(raw.inputs, members),
      ...drawTargets(raw, members),
      rowNumbers: members.map((row) => raw.rowNumbers[row] as number),
    },
    rows: { train: train ?? none, validation: validation ?? none, test: test ?? none },
  };
}

/** The most varied columns: hashing all columns takes longer than everything else. */
function drawingInputs(inputs: RawData['inputs']): RawData['inputs'] {
  if (inputs.kind !== 'table') return inputs;
  const variety = (column: RawColumn) =>
    new Set<number>((column.kind === 'number' ? column.values : column.codes).subarray(0, judgedRows)).size;
  const varied = inputs.columns.map((column) => ({ column, distinct: variety(column) }));
  varied.sort((one, other) => other.distinct - one.distinct);
  return { kind: 'table', columns: varied.slice(0, drawingColumns).map(({ column }) => column) };
}

function drawInputs(inputs: RawData['inputs'], members: Int32Array): RawData['inputs'] {
  if (inputs.kind === 'table') return drawTable(inputs, members);
  if (inputs.kind === 'arrays') return drawArrays(inputs, members);
  const size = inputs.shape[0] * inputs.shape[1] * inputs.shape[2];
  const pixels = new Uint8Array(members.length * size);
  members.forEach((row, index) => {
    pixels.set(inputs.pixels.subarray(row * size, (row + 1) * size), index * size);
  });
  return { ...inputs, pixels };
}

function drawArrays({ parts }: RawArrays, members: Int32Array): RawArrays {
  return {
    kind: 'arrays',
    parts: parts.map((part) => {
      const size = sizeOfShape(part.shape);
      const values = part.values.slice(0, members.length * size);
      members.forEach((row, index) => {
        values.set(part.values.subarray(row * size, (row + 1) * size), index * size);
      });
      return { ...part, values };
    }),
  };
}

function drawTable({ columns }: RawTable, members: Int32Array): RawTable {
  return {
    kind: 'table',
    columns: columns.map((column) =>
      column.kind === 'number'
        ? { ...column, values: Float64Array.from(members, (row) => column.values[row] as number) }
        : { ...column, codes: members.map((row) => column.codes[row] as number) },
    ),
  };
}
