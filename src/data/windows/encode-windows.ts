import { columnsOf } from '../../study/inputs/columns-of.ts';
import type { Preprocessing } from '../dataset.ts';
import { applyPreprocessing } from '../preprocessing/apply-preprocessing.ts';
import type { RawColumn, RawData, RawTable, RowWindows } from '../raw-data.ts';
import { sharedFloats } from '../shared-memory.ts';
import { firstStep, spanOf } from './span-of.ts';

/** The table whose rows stand in windows: the inputs, and the target unless its past is left out. */
export function windowedTable({ inputs, target, targetColumn, windows }: RawData): RawTable {
  if (inputs.kind !== 'table' || windows === undefined) {
    throw new Error('only the rows of a table have windows');
  }
  if (!windows.spec.pastTarget) return inputs;
  if (targetColumn === undefined) throw new Error('only the target of a table has a past');
  const { missing } = target;
  const own = { name: targetColumn, ...(missing && { missing }) };
  const past: RawColumn =
    target.kind === 'regression'
      ? { kind: 'number', ...own, values: target.values, ...(target.form && { form: target.form }) }
      : { kind: 'category', ...own, codes: target.labels, categories: target.classes };
  return { kind: 'table', columns: [...inputs.columns, past] };
}

/** The rows that stand in the windows of these rows, ascending. */
export function windowRows(windows: RowWindows, rows: Int32Array): Int32Array {
  const { order } = windows;
  const isUsed = new Uint8Array(order.length);
  for (const row of rows) {
    const { from, end } = spanOf(windows, row);
    for (let place = from; place < end; place++) isUsed[order[place] as number] = 1;
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
  const { length, padding } = windows.spec;
  if (padding !== undefined) {
    return (rows) => {
      const x = sharedFloats(rows.length * length * (width + 1));
      rows.forEach((row, index) => {
        const { from, end } = spanOf(windows, row);
        const start = index * length + firstStep(padding.pad, length, end - from);
        for (let step = 0; step < end - from; step++) {
          const place = (from + step) * width;
          putStep(encoded.subarray(place, place + width), x, start + step, true);
        }
      });
      return x;
    };
  }
  return (rows) => {
    const x = sharedFloats(rows.length * length * width);
    rows.forEach((row, index) => {
      const { from, end } = spanOf(windows, row);
      x.set(encoded.subarray(from * width, end * width), index * length * width);
    });
    return x;
  };
}

/**
 * Writes a row as a step of sequences [steps, inputs of a row]; of padded ones [steps, inputs of a row + 1], whose last input
 * is 1.
 */
export function putStep(inputs: Float32Array, x: Float32Array, step: number, hasFlags: boolean): void {
  const start = step * (hasFlags ? inputs.length + 1 : inputs.length);
  x.set(inputs, start);
  if (hasFlags) x[start + inputs.length] = 1;
}
