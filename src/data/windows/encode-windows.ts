import { columnsOf } from '../../study/inputs/columns-of.ts';
import { windowEnd } from '../../study/windows/window-spec.ts';
import type { Preprocessing } from '../dataset.ts';
import { applyPreprocessing } from '../preprocessing/apply-preprocessing.ts';
import type { RawColumn, RawData, RawTable, RowWindows } from '../raw-data.ts';
import { sharedFloats } from '../shared-memory.ts';

/** The table whose rows stand in windows: the inputs, and the target unless its past is left out. */
export function windowedTable({ inputs, target, targetColumn, windows }: RawData): RawTable {
  if (inputs.kind !== 'table' || windows === undefined || targetColumn === undefined) {
    throw new Error('only the rows of a table have windows');
  }
  if (!windows.spec.pastTarget) return inputs;
  const { missing } = target;
  const own = { name: targetColumn, ...(missing && { missing }) };
  const past: RawColumn =
    target.kind === 'regression'
      ? { kind: 'number', ...own, values: target.values, ...(target.form && { form: target.form }) }
      : { kind: 'category', ...own, codes: target.labels, categories: target.classes };
  return { kind: 'table', columns: [...inputs.columns, past] };
}

/** The rows that stand in the windows of these rows, ascending. */
export function windowRows({ order, placeOf, spec }: RowWindows, rows: Int32Array): Int32Array {
  const isUsed = new Uint8Array(order.length);
  for (const row of rows) {
    const end = windowEnd(placeOf[row] as number, spec);
    for (let place = end - spec.length; place < end; place++) isUsed[order[place] as number] = 1;
  }
  return Int32Array.from(order.keys()).filter((row) => isUsed[row] === 1);
}

/** Encodes the windows of rows: [rows, length, inputs of a row], on shared memory. The rows in them are encoded once. */
export function windowEncoder(
  raw: RawData,
  preprocessing: Preprocessing,
): (rows: Int32Array) => Float32Array {
  const { windows } = raw;
  const columns = columnsOf(preprocessing);
  if (windows === undefined || columns === undefined) throw new Error('the rows have no windows');
  const encoded = applyPreprocessing(windowedTable(raw), { kind: 'table', columns }, windows.order);
  const width = encoded.length / windows.order.length;
  const { length } = windows.spec;
  return (rows) => {
    const x = sharedFloats(rows.length * length * width);
    rows.forEach((row, index) => {
      const end = windowEnd(windows.placeOf[row] as number, windows.spec);
      x.set(encoded.subarray((end - length) * width, end * width), index * length * width);
    });
    return x;
  };
}
