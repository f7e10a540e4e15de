import { readdir, stat } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { didYouMean } from '../../faults/did-you-mean.ts';
import { FaultsError, UsageError } from '../../faults/errors.ts';
import { requireReadableFile } from '../../files/readable-file.ts';
import { tableKind } from '../formats/catalogue.ts';
import { openCsv } from '../formats/csv.ts';
import { openJsonLines } from '../formats/json-lines.ts';
import { openParquet } from '../formats/parquet.ts';
import type { RowSource } from '../formats/row-source.ts';
import { imageInputs, isImageName } from './image-inputs.ts';
import type { InputRequest, Inputs } from './inputs.ts';
import { tableInputs } from './table-inputs.ts';

/**
 * Rows to predict, by what their path is: a CSV file, JSON lines (.jsonl, .ndjson, .json), Parquet, an image or a folder
 * of images. FaultsError when the file is not there, is not what the model takes, or lacks columns.
 */
export async function openInputs(path: string, request: InputRequest): Promise<Inputs> {
  const found = await stat(path).catch(() => undefined);
  if (path === '' || path === '-')
    throw new UsageError('predict and evaluate read files, not the standard input');
  if (found === undefined) throw await missingFile(path);
  if (!found.isDirectory()) requireReadableFile(path);
  const { preprocessing, inputShape } = request.pipeline;
  const isImage = found.isDirectory() || isImageName(path);
  if (preprocessing.kind === 'image') {
    if (isImage) return imageInputs(path, found.isDirectory(), request);
    const law = `must be a PNG or JPEG file, or a folder of them: the model takes images of ${inputShape.join(' × ')}`;
    throw new FaultsError([{ file: path, field: '', law }]);
  }
  if (!isImage) return tableInputs(await openRows(path, request), request);
  const law = 'must be a CSV, Parquet or JSON lines file: the model takes the rows of a table';
  throw new FaultsError([{ file: path, field: '', law }]);
}

async function openRows(path: string, { pipeline, target }: InputRequest): Promise<RowSource> {
  switch (await tableKind(path)) {
    case 'json lines':
      return openJsonLines(path);
    case 'parquet':
      return openParquet(path);
    case 'csv':
      return openCsv(path, namesWanted(pipeline, target));
  }
}

function namesWanted({ preprocessing }: InputRequest['pipeline'], target: string | undefined): string[] {
  const names = preprocessing.kind === 'table' ? preprocessing.columns.map(({ name }) => name) : [];
  return target === undefined ? names : [...names, target];
}

async function missingFile(path: string): Promise<FaultsError> {
  const neighbours = await readdir(dirname(path)).catch(() => []);
  const hint = didYouMean(basename(path), neighbours);
  const law = 'must be a file or a folder that is there';
  return new FaultsError([{ file: path, field: '', law, ...(hint === undefined ? {} : { hint }) }]);
}
