import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';
import type { DataSpec } from '../../study/study-spec.ts';
import { FaultList } from '../fault-list.ts';
import { lacksDecoder, leftOutNote } from '../formats/pictures/images.ts';
import type { RawData } from '../raw-data.ts';
import type { Reading } from '../source-problem.ts';
import { readTable } from '../table/read-table.ts';
import { keepRows, keepUsableRows, type TableData } from '../table/usable-rows.ts';
import { refuseMissingColumns } from './image-options.ts';
import { readPixels } from './image-pixels.ts';
import { assignedByFile, fileOfRows, openTableFiles } from './table-file.ts';

/**
 * Images that a table of any format lists: `data.image` is the column of their paths, and the other named columns are
 * those of a table. A tolerant reading skips images that cannot be read or differ in shape from the first.
 */
export async function readImageTable(spec: DataSpec, directory: string, reading: Reading): Promise<RawData> {
  const { source, counts, files } = await openTableFiles(spec, directory);
  refuseMissingColumns(spec, source);
  const { paths, ...table } = await readTable(source, spec, { ...reading, onProgress: () => {} });
  if (paths === undefined) throw new Error('a table of images without the column of their paths');
  const assigned = assignedByFile(table.rowNumbers, files, counts);
  const listed = { ...table, ...(assigned && { assigned }), paths };
  const names = Array.from(paths.codes, (code) => paths.names[code] as string);
  const known = withoutUndecoded(listed, names);
  const faults = new FaultList(table.file, reading.isTolerant);
  const fileOf = fileOfRows(files, counts);
  requireRoot(spec, table.file, files[0]?.path ?? '');
  const images = Array.from(known.data.rowNumbers, (row, index) => {
    const name = known.names[index] as string;
    return { name, row, path: resolve(dirname(fileOf(row).path), spec.root ?? '', name) };
  });
  const { used, inputs, pictureSizes, notes } = await readPixels(images, spec, { faults, reading });
  const { paths: _, ...data } = keepUsableRows(keepRows({ ...known.data, inputs }, used), faults);
  faults.throwIfAny();
  const fileNames: string[] = [];
  for (const { name, row } of images) fileNames[row] = name;
  return {
    ...data,
    file: table.file,
    fileNames,
    ...(pictureSizes && { pictureSizes }),
    imageColumn: { name: paths.column, ...(spec.root !== undefined && { root: spec.root }) },
    notes: [...notes, ...known.notes, ...taskNote(table)],
    problems: [...(table.problems ?? []), ...faults.problems()],
  };
}

/** The folder of the images is missed once, and not in each row. */
function requireRoot({ root }: DataSpec, file: string, path: string): void {
  if (root === undefined || existsSync(resolve(dirname(path), root))) return;
  const constraint = "must be a folder that is there, from the table's folder";
  throw new FaultsError([{ file, field: 'data.root', constraint, value: root }]);
}

/** Without the images that only sharp could decode, where it is not installed. */
function withoutUndecoded<Data extends TableData>(data: Data, names: readonly string[]) {
  const kept = Int32Array.from(names.keys()).filter((index) => !lacksDecoder(names[index] as string));
  const note = leftOutNote(names.filter((name) => lacksDecoder(name)));
  return {
    data: keepRows(data, kept),
    names: Array.from(kept, (index) => names[index] as string),
    notes: note === undefined ? [] : [note],
  };
}

function taskNote({ target, targetColumn }: RawData): string[] {
  return target.inferred === undefined
    ? []
    : [`${targetColumn} is a ${target.inferred.task}, because ${target.inferred.because}`];
}
