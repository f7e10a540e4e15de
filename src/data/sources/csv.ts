import type { DataSpec } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readTable } from '../table/read-table.ts';
import { findPath } from './find-path.ts';

/** A table in the user's own file; its path is relative to the space file's `directory`. */
export async function readCsv(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const place = await findPath(spec.path, directory, 'file');
  return readTable(place, { ...spec, dropsMissingTargets: false }, reading);
}
