import { dirname, join } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import type { ImageColumn } from '../../study/data-files/image-column.ts';
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
    batchImages,
  );
  const folder = join(dirname(path), root);
  const position = source.names.indexOf(name);
  const fileIn = (cells: readonly unknown[]) => {
    const cell = cells[position];
    if (typeof cell === 'string' && cell.trim() !== '') return join(folder, cell.trim());
    const constraint = 'must name the file of an image in every row, as in training';
    throw new FaultsError([{ file: source.file, field: name, constraint, value: cell }]);
  };
  return { ...rows, batches: withImages(rows.batches, fileIn, request) };
}

async function* withImages(
  batches: AsyncIterable<InputBatch>,
  fileIn: (cells: readonly unknown[]) => string,
  request: InputRequest,
): AsyncGenerator<InputBatch> {
  for await (const { rows, y, weight, cells } of batches) {
    const x = await encodeFiles(cells.map(fileIn), request);
    yield { rows, x, cells, ...(y && { y }), ...(weight && { weight }) };
  }
}
