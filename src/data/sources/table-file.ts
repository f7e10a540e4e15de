import { type DataSpec, type TableFormatName, tableFormatNames } from '../../study/study-spec.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readTable } from '../table/read-table.ts';
import { findPath } from './find-path.ts';

/** A table of any format in the user's file; its path is relative to the space file's `directory`. */
export async function readTableFile(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const place = await findPath(spec.path, directory, 'file');
  const format = formatOf(spec);
  return readTable(place, { ...spec, ...(format && { format }) }, reading);
}

/**
 * The format that the space file names. Source `csv` detects the format of its file: that name is older than the
 * others.
 */
function formatOf({ source }: DataSpec): TableFormatName | undefined {
  return source === 'csv' ? undefined : tableFormatNames.find((name) => name === source);
}
