import { dirname, resolve } from 'node:path';
import type { ImageColumn } from '../../study/data-files/image-column.ts';
import { FaultList } from '../fault-list.ts';
import type { RowSource } from '../formats/row-source.ts';
import { batchImages, encodeFiles } from './image-inputs.ts';
import type { InputBatch, InputRequest, Inputs } from './inputs.ts';
import { checkColumns, tableInputs } from './table-inputs.ts';

/** The images that a table lists as in training, with its targets and weights; `path` is the table's. */
export function imageTableInputs(
  source: RowSource,
  { name, root = '' }: ImageColumn,
  path: string,
  request: InputRequest,
): Inputs {
  checkColumns(source, [name]);
  const { pipeline, ...rest } = request;
  const rows = tableInputs(
    source,
    { ...rest, pipeline: { ...pipeline, preprocessing: { kind: 'table', columns: [] } }, clip: false },
    { rowsPerBatch: batchImages },
  );
  const folder = resolve(dirname(path), root);
  const position = source.names.indexOf(name);
  const filesOf = ({ cells, places }: InputBatch) => {
    const faults = new FaultList(source.file, false, source);
    const files = cells.map((row, index) => {
      const cell = row[position];
      if (typeof cell === 'string' && cell.trim() !== '') return resolve(folder, cell.trim());
      const constraint = 'must name the file of an image in every row, as in training';
      const place = { line: places?.[index] ?? index + 1, column: position + 1 };
      faults.add({ field: name, constraint, ...place, ...(cell !== '' && { value: cell }) });
      return '';
    });
    faults.throwIfAny();
    return files;
  };
  const keysOf = ({ cells }: InputBatch) => cells.map((row) => [row[position]]);
  return { ...rows, keyNames: [name], batches: withImages(rows.batches, { filesOf, keysOf }, request, path) };
}

async function* withImages(
  batches: AsyncIterable<InputBatch>,
  {
    filesOf,
    keysOf,
  }: {
    readonly filesOf: (batch: InputBatch) => readonly string[];
    readonly keysOf: (batch: InputBatch) => readonly (readonly unknown[])[];
  },
  request: InputRequest,
  path: string,
): AsyncGenerator<InputBatch> {
  const faults = new FaultList(path);
  for await (const batch of batches) {
    const { rows, y, weight, cells } = batch;
    const x = await encodeFiles(filesOf(batch), request, faults);
    if (!faults.isEmpty) continue;
    yield { rows, x, cells, keys: keysOf(batch), ...(y && { y }), ...(weight && { weight }) };
  }
  faults.throwIfAny();
}
