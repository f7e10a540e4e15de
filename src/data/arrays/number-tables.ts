import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { hasStepFlags } from '../../study/windows/padding.ts';
import type { NumberColumn, RawColumn, RawData, RawPart } from '../raw-data.ts';
import { cellName, lastAxisName } from './cell-name.ts';

/** Columns whose cells stand beside each other: in the rows of a table or of short arrays, or in the steps of sequences. */
export interface NumberTable {
  readonly columns: readonly RawColumn[];
  /** The place in the source of the row that each cell of a column belongs to, ascending. */
  readonly rows: Int32Array;
  readonly of: 'rows' | 'steps';
  /** False for pixels, channels of pictures and samples of signals, which are all the same quantity. */
  readonly areQuantities: boolean;
}

/** More numbers are read from evenly spaced rows. */
const mostCells = 1_000_000;
/** Arrays with more numbers along their only or last axis are taken for one quantity. */
const mostColumns = 1000;
const mostFeatures = 100;

const known = new WeakMap<RawData['inputs'], readonly NumberTable[]>();

/**
 * The numbers of a source: a table as it is; all short arrays of one axis as one table, a column for each number; and each
 * other array as a table of its own, a column for each index of the last axis at all places of the others, without padding.
 * None for images and ids of tokens.
 */
export function numberTables({
  inputs,
  rowNumbers,
}: Pick<RawData, 'inputs' | 'rowNumbers'>): readonly NumberTable[] {
  const found = known.get(inputs) ?? tablesOf(inputs, rowNumbers);
  known.set(inputs, found);
  return found;
}

function tablesOf(inputs: RawData['inputs'], rowNumbers: Int32Array): NumberTable[] {
  const total = rowNumbers.length;
  if (inputs.kind === 'images') return [];
  if (inputs.kind === 'table') {
    const rows = rowNumbers.map((_, row) => row);
    return [{ columns: inputs.columns, rows, of: 'rows', areQuantities: true }];
  }
  const numbers = inputs.parts.filter(({ tokens }) => tokens === undefined);
  const short = numbers.filter(isShort);
  const others = numbers.filter((part) => !isShort(part)).map((part) => stepTable(part, total));
  return short.length === 0 ? others : [rowTable(short, total), ...others];
}

function isShort({ shape }: RawPart): boolean {
  return shape.length < 2 && sizeOfShape(shape) <= mostColumns;
}

function rowTable(parts: readonly RawPart[], total: number): NumberTable {
  const rows = spacedRows(total, Math.max(...parts.map(({ shape }) => sizeOfShape(shape))));
  const columns = parts.flatMap((part) => {
    const { name, shape } = part;
    const size = sizeOfShape(shape);
    const starts = Float64Array.from(rows, (row) => row * size);
    return Array.from({ length: size }, (_, place) =>
      columnAt(cellName(name, place, shape), part, starts, place),
    );
  });
  return { columns, rows, of: 'rows', areQuantities: true };
}

/** The numbers that stand `offset` places behind each of these. */
function columnAt(name: string, { values }: RawPart, places: Float64Array, offset: number): NumberColumn {
  const cells = new Float64Array(places.length);
  for (let at = 0; at < cells.length; at++) cells[at] = values[(places[at] as number) + offset] as number;
  return { kind: 'number', name, values: cells };
}

function stepTable(part: RawPart, total: number): NumberTable {
  const { name, shape, values } = part;
  const size = sizeOfShape(shape);
  const [steps = 1] = shape;
  const last = shape.length > 1 ? (shape.at(-1) as number) : 1;
  const isFlagged = hasStepFlags(part);
  const width = last > mostFeatures && !isFlagged ? 1 : last;
  const features = isFlagged ? width - 1 : width;
  const chosen = spacedRows(total, size);
  const all = new Float64Array((chosen.length * size) / width);
  let count = 0;
  for (const row of chosen) {
    for (let place = row * size; place < (row + 1) * size; place += width) {
      if (!isFlagged || values[place + features] !== 0) all[count++] = place;
    }
  }
  const places = all.subarray(0, count);
  const nameOf = (feature: number) =>
    shape.length > 1 && width === last ? lastAxisName(name, shape, feature) : name;
  const columns = Array.from({ length: features }, (_, feature) =>
    columnAt(nameOf(feature), part, places, feature),
  );
  const rows = Int32Array.from(places, (place) => Math.floor(place / size));
  const areQuantities = shape.length === 2 && features > 1 && steps > 1 && !areOfOneScale(columns);
  return { columns, rows, of: 'steps', areQuantities };
}

/** As scaled pixels are. */
function areOfOneScale(columns: readonly NumberColumn[]): boolean {
  return columns.every(({ values }) => values.every((value) => value >= -1 && value <= 1));
}

function spacedRows(total: number, size: number): Int32Array {
  const used = Math.min(total, Math.max(1, Math.floor(mostCells / size)));
  return Int32Array.from({ length: used }, (_, index) => Math.floor((index * total) / used));
}
