import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { hasStepFlags } from '../../study/windows/padding.ts';
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
  const all = inputs.parts.reduce((sum, part) => sum + shownCells(part), 0);
  const shown = asTable(inputs).columns.length;
  const last = inputs.parts
    .filter(hasStepFlags)
    .map(({ name }) => `of the sequences of ${name} the last step is shown`);
  if (last.length > 0) return last;
  return shown === all ? [] : [`${shown} of the ${all} numbers of a row are shown, evenly spaced`];
}

function tableOf({ parts }: RawArrays): RawTable {
  const places = parts.flatMap((part) =>
    Array.from({ length: shownCells(part) }, (_, cell) => ({ part, cell })),
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

/** Sequences of several lengths are shown by their last step, without its 1. */
function shownCells(part: RawPart): number {
  return hasStepFlags(part) ? (part.shape.at(-1) as number) - 1 : sizeOfShape(part.shape);
}

function lastStep({ shape, values }: RawPart, feature: number): NumberColumn['values'] {
  const [length = 0, width = 1] = shape;
  const last = new Float64Array(values.length / (length * width));
  for (let row = 0; row < last.length; row++) {
    let step = length - 1;
    while (step > 0 && values[(row * length + step + 1) * width - 1] === 0) step--;
    last[row] = values[(row * length + step) * width + feature] as number;
  }
  return last;
}

function columnOf(part: RawPart, cell: number): NumberColumn {
  const { name, shape, values } = part;
  if (hasStepFlags(part))
    return { kind: 'number', name: `${name}[last,${cell}]`, values: lastStep(part, cell) };
  const size = sizeOfShape(shape);
  const rows = values.length / size;
  return {
    kind: 'number',
    name: cellName(name, cell, shape),
    values: Float64Array.from({ length: rows }, (_, row) => values[row * size + cell] as number),
  };
}
