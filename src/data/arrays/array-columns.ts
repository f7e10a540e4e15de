import { sizeOfParts, sizeOfShape } from '../../study/inputs/shape-size.ts';
import type { NumberColumn, RawArrays, RawPart, RawTable } from '../raw-data.ts';
import { cellName } from './cell-name.ts';

/** More columns would take minutes to examine, and fill any report. A few tell all about a sequence or a picture. */
const mostColumns = 100;
const mostOfSeveralAxes = 32;

const known = new WeakMap<RawArrays, RawTable>();

/**
 * A table as it is, or arrays as a table of at most 100 columns (32 where rows have several axes), evenly spaced
 * among the numbers of a row, which are named by their place: `x[0]`, or `x[3,1]`. For reports and checks that examine columns.
 */
export function asTable(inputs: RawTable | RawArrays): RawTable {
  if (inputs.kind === 'table') return inputs;
  const found = known.get(inputs) ?? tableOf(inputs);
  known.set(inputs, found);
  return found;
}

/** Says that `asTable` leaves out numbers of a row, where it does. */
export function columnNotes(inputs: RawTable | RawArrays): string[] {
  if (inputs.kind === 'table') return [];
  const all = sizeOfParts(inputs.parts);
  const shown = asTable(inputs).columns.length;
  return shown === all ? [] : [`${shown} of the ${all} numbers of a row are shown, evenly spaced`];
}

function tableOf({ parts }: RawArrays): RawTable {
  const places = parts.flatMap((part) =>
    Array.from({ length: sizeOfShape(part.shape) }, (_, cell) => ({ part, cell })),
  );
  const most = parts.some(({ shape }) => shape.length > 1) ? mostOfSeveralAxes : mostColumns;
  const count = Math.min(places.length, most);
  const chosen = Array.from(
    { length: count },
    (_, index) => places[Math.floor((index * places.length) / count)],
  );
  return {
    kind: 'table',
    columns: chosen.flatMap((place) => (place === undefined ? [] : [columnOf(place.part, place.cell)])),
  };
}

function columnOf({ name, shape, values }: RawPart, cell: number): NumberColumn {
  const size = sizeOfShape(shape);
  const rows = values.length / size;
  return {
    kind: 'number',
    name: cellName(name, cell, shape),
    values: Float64Array.from({ length: rows }, (_, row) => values[row * size + cell] as number),
  };
}
