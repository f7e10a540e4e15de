import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';
import { FaultsError } from '../../errors.ts';
import { didYouMean } from '../../study/nearest-word.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readTable } from '../table/read-table.ts';

/** A table in the user's own file; its path is relative to the space file's `directory`. */
export async function readCsv(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const path = await findFile(spec.path, directory);
  const fromHere = relative('', path);
  const file = fromHere.startsWith('..') ? path : fromHere;
  return readTable({ file, path }, { ...spec, dropsMissingTargets: false }, reading);
}

async function findFile(path: string | undefined, directory: string): Promise<string> {
  if (path === undefined) {
    const law = 'must name the CSV file';
    throw new FaultsError([{ file: 'csv', field: 'data.path', law }]);
  }
  const file = isAbsolute(path) ? path : join(directory, path);
  const found = await stat(file).catch(() => undefined);
  if (found?.isFile()) return file;
  const neighbours = await readdir(dirname(file)).catch(() => []);
  const hint = didYouMean(basename(file), neighbours) ?? 'paths are relative to the space file';
  throw new FaultsError([
    { file, field: 'data.path', law: 'must be a file that is there', value: path, hint },
  ]);
}
