import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError, UsageError } from '../../faults/errors.ts';
import { isSqliteFile } from '../../files/file-kind.ts';
import { requireReadableFile } from '../../files/readable-file.ts';
import { columnsOf } from '../../study/inputs/columns-of.ts';
import { isNumberedColumn } from '../formats/delimited/header.ts';
import type { RowRequest } from '../formats/format.ts';
import { listFormats, openRows } from '../formats/open-rows.ts';
import { isImageName } from '../formats/pictures/images.ts';
import type { RowSource } from '../formats/row-source.ts';
import { openSqliteRows } from '../formats/sqlite-rows.ts';
import { arrayInputs } from './array-inputs.ts';
import { arraysAt } from './array-paths.ts';
import { imageInputs } from './image-inputs.ts';
import { imageTableInputs } from './image-table-inputs.ts';
import type { InputRequest, Inputs } from './inputs.ts';
import { seriesInputs } from './series-inputs.ts';
import { tableInputs } from './table-inputs.ts';
import { targetCells } from './target-cells.ts';
import { windowInputs } from './window-inputs.ts';

/**
 * Opens the rows to predict at a path: a table in any format that training reads, an image or a folder of images, or
 * files of arrays.
 * FaultsError when the file is not there, is not of the model's kind, or lacks columns.
 */
export async function openInputs(path: string, request: InputRequest): Promise<Inputs> {
  const found = await stat(path).catch(() => undefined);
  if (path === '' || path === '-')
    throw new UsageError('predict and evaluate read files, not the standard input');
  const { preprocessing, inputShape } = request.pipeline;
  if (preprocessing.kind === 'image' || preprocessing.kind === 'arrays') {
    const kind = found === undefined ? 'nothing' : found.isDirectory() ? 'folder' : 'file';
    const arrays = await arraysAt(path, kind, preprocessing.kind === 'image');
    if (arrays !== undefined) return arrayInputs(arrays, path, request);
  }
  if (found === undefined) throw await missingFile(path);
  if (!found.isDirectory()) requireReadableFile(path);
  const isImage = found.isDirectory() || isImageName(path);
  if (preprocessing.kind === 'image') {
    if (isImage) return imageInputs(path, found.isDirectory(), request);
    const { image } = request.pipeline;
    if (image !== undefined) return imageTableInputs(await rowsAt(path, request), image, path, request);
    const constraint = `must be an image, a folder of images, or a file of arrays: the model takes images of ${inputShape.join(' × ')}`;
    throw new FaultsError([{ file: path, field: '', constraint }]);
  }
  if (!isImage) return rowInputs(await rowsAt(path, request), request);
  const constraint = `must be a ${listFormats()} file: the model takes the rows of a table`;
  throw new FaultsError([{ file: path, field: '', constraint }]);
}

/** Rows of a table, their windows, or its series. */
export function rowInputs(source: RowSource, request: InputRequest): Inputs {
  const { preprocessing } = request.pipeline;
  if (preprocessing.kind !== 'window') return tableInputs(source, request);
  return preprocessing.padding === undefined ? windowInputs(source, request) : seriesInputs(source, request);
}

/** The rows of a table file, or those of the study's query on a database. */
async function rowsAt(path: string, request: InputRequest): Promise<RowSource> {
  const { query } = request.pipeline;
  const place = { file: path, path };
  if (query !== undefined && isSqliteFile(path)) return openSqliteRows(place, query);
  return openRows(place, rowRequest(request));
}

/** New rows are read with the layout that the study declared; each row is kept, so that predictions match lines. */
function rowRequest({ pipeline, target }: InputRequest): RowRequest {
  const { preprocessing, image, layout } = pipeline;
  const targets = target === undefined ? [] : targetCells(pipeline, target);
  const isWindow = preprocessing.kind === 'window';
  const keys = isWindow
    ? [preprocessing.time.name, preprocessing.by ?? []].flat()
    : [image?.name ?? []].flat();
  const names = [...(columnsOf(preprocessing) ?? []).map(({ name }) => name), ...keys];
  const wanted = [...names, ...targets.map(({ name }) => name)];
  return { wanted, layout, isNumbered: names.every(isNumberedColumn), keepsBlankRows: !isWindow };
}

async function missingFile(path: string): Promise<FaultsError> {
  const neighbours = await readdir(dirname(path)).catch(() => []);
  const hint = didYouMean(basename(path), neighbours);
  const constraint = 'must be a file or a folder that is there';
  return new FaultsError([{ file: path, field: '', constraint, ...(hint === undefined ? {} : { hint }) }]);
}
