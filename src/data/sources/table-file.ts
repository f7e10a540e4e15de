import type { PathGroup } from '../../study/data-files/data-path.ts';
import { declaredLayout } from '../../study/data-files/text-layout.ts';
import { type DataSpec, type TableFormatName, tableFormatNames } from '../../study/study-spec.ts';
import { splitNames } from '../dataset.ts';
import { type JoinedRows, joinRows } from '../formats/joined-rows.ts';
import { openRows } from '../formats/open-rows.ts';
import type { RowSource } from '../formats/row-source.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { namesWanted } from '../table/column-roles.ts';
import { readTable } from '../table/read-table.ts';
import { findFiles, type Place } from './find-path.ts';

interface SplitFile extends Place {
  readonly split: PathGroup['split'];
}

/**
 * A table of any format in the user's file or files; paths are relative to the space file's `directory`. Files of the
 * splits assign each row's split.
 */
export async function readTableFile(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const { source, counts, files } = await openTableFiles(spec, directory);
  const data = await readTable(source, spec, reading);
  const assigned = assignedByFile(data.rowNumbers, files, counts);
  return { ...data, ...(assigned && { assigned }) };
}

/** The rows of the files as one table, before any is read. */
export async function openTableFiles(
  spec: DataSpec,
  directory: string,
): Promise<JoinedRows & { readonly files: readonly SplitFile[] }> {
  if (spec.path === undefined) throw new Error('a table without the path of its file');
  const files = await findFiles(spec.path, directory);
  return { ...joinRows(await openAll(files, spec)), files };
}

async function openAll(files: readonly SplitFile[], spec: DataSpec): Promise<[RowSource, ...RowSource[]]> {
  const request = {
    wanted: namesWanted(spec),
    refusesLateNames: true,
    layout: declaredLayout(spec),
  };
  const sources: RowSource[] = [];
  for (const file of files) sources.push(await openRows(file, request, formatOf(spec)));
  return sources as [RowSource, ...RowSource[]];
}

/** The split of each row by the file that it comes from; undefined where the files are of no split. */
export function assignedByFile(
  rowNumbers: Int32Array,
  files: readonly SplitFile[],
  counts: readonly number[],
): Uint8Array | undefined {
  if (files[0]?.split === undefined) return undefined;
  const fileOf = fileOfRows(files, counts);
  return Uint8Array.from(rowNumbers, (row) => splitNames.indexOf(fileOf(row).split ?? 'train'));
}

/** The file that a row comes from, for row numbers in ascending order; `counts` are the rows of each file. */
export function fileOfRows<File>(files: readonly File[], counts: readonly number[]): (row: number) => File {
  let file = 0;
  let end = counts[0] ?? Number.POSITIVE_INFINITY;
  return (row) => {
    while (row >= end && file < files.length - 1) end += counts[++file] ?? 0;
    return files[file] as File;
  };
}

/**
 * The format that the space file names. Source `csv` detects the format of its file: that name is older than the
 * others.
 */
function formatOf({ source }: DataSpec): TableFormatName | undefined {
  return source === 'csv' ? undefined : tableFormatNames.find((name) => name === source);
}
