import { type FileHandle, open } from 'node:fs/promises';
import {
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetSchema,
  type RowGroup,
} from 'hyparquet';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { compressors } from 'hyparquet-compressors';
import { FaultsError } from '../../../faults/errors.ts';
import { noCounts } from '../file-layout.ts';
import { columnRows, type RawRows, type RowSource } from '../row-source.ts';
import { readColumnChunk } from './column-chunk.ts';
import type { Cells } from './plain-cells.ts';

/** A limit against damaged files: writers make groups of a million rows. */
const mostRowsInGroup = 2 ** 26;
const mostPageBytes = 2 ** 30;
const mostChunkBytes = 2 ** 31 - 1;

/** A column of the file; a nested one is not read. */
type Column = ReturnType<typeof parquetSchema>['children'][number];

/** One row group is in memory at a time. */
export async function openParquet(file: string, path: string): Promise<RowSource> {
  const { metadata, columns } = await readMetadata(file, path);
  const names = columns.map(({ element }) => element.name);
  return {
    file,
    placeWord: 'row',
    names,
    hasNames: true,
    layouts: [{ file, format: 'Parquet', counts: noCounts() }],
    batches: readGroups({ file, path }, metadata, columns),
  };
}

async function readMetadata(
  file: string,
  path: string,
): Promise<{ readonly metadata: FileMetaData; readonly columns: readonly Column[] }> {
  try {
    const metadata = await parquetMetadataAsync(await asyncBufferFromFile(path));
    const { children: columns } = parquetSchema(metadata);
    // A damaged footer may lack a name, despite the type.
    if (!columns.every(({ element }) => typeof element.name === 'string'))
      throw new Error('a column has no name');
    for (const { num_rows } of metadata.row_groups) {
      if (!(num_rows >= 0 && num_rows <= mostRowsInGroup))
        throw new Error(`a group declares ${num_rows} rows`);
    }
    return { metadata, columns };
  } catch (error) {
    throw broken(file, 'must be a Parquet file', error);
  }
}

function broken(file: string, constraint: string, error: unknown): FaultsError {
  const reason = error instanceof Error ? error.message : String(error);
  return new FaultsError([{ file, field: '', constraint: `${constraint}: ${reason}` }]);
}

async function* readGroups(
  { file, path }: { readonly file: string; readonly path: string },
  { row_groups }: FileMetaData,
  columns: readonly Column[],
): AsyncGenerator<RawRows> {
  const handle = await open(path);
  const total = row_groups.reduce((sum, { num_rows }) => sum + Number(num_rows), 0);
  let start = 0;
  try {
    for (const group of row_groups) {
      const rows = Number(group.num_rows);
      const cells: Cells[] = [];
      for (const column of columns) {
        cells.push(
          await readColumn(handle, group, column).catch((error: unknown) => {
            const where = `column ${column.element.name} of rows ${start + 1} to ${start + rows}`;
            throw broken(file, `must be whole: ${where} is broken`, error);
          }),
        );
      }
      const first = start + 1;
      start += rows;
      const places = Int32Array.from({ length: rows }, (_, row) => first + row);
      if (rows > 0) yield columnRows(cells, places, start / total);
    }
  } finally {
    await handle.close();
  }
}

/** Stands for the cells of a column of lists, maps or records, which no model takes. */
const nestedCell = { toJSON: () => 'a list, map or record' };

async function readColumn(handle: FileHandle, group: RowGroup, column: Column): Promise<Cells> {
  const rows = Number(group.num_rows);
  const { element, children } = column;
  if (children.length > 0 || element.repetition_type === 'REPEATED') return new Array(rows).fill(nestedCell);
  const metadata = group.columns.find(
    ({ meta_data }) => meta_data?.path_in_schema.length === 1 && meta_data.path_in_schema[0] === element.name,
  )?.meta_data;
  if (metadata === undefined || element.type === undefined) throw new Error('it is not in the file');
  const { data_page_offset, dictionary_page_offset = 0n, total_compressed_size, codec } = metadata;
  const start =
    dictionary_page_offset > 0n && dictionary_page_offset < data_page_offset
      ? dictionary_page_offset
      : data_page_offset;
  const bytes = await bytesAt(handle, Number(start), Number(total_compressed_size));
  return readColumnChunk({
    bytes,
    rows,
    mostBytes: Math.min(Number(metadata.total_uncompressed_size), mostPageBytes),
    isNullable: element.repetition_type !== 'REQUIRED',
    decoder: {
      pathInSchema: metadata.path_in_schema,
      type: element.type,
      element,
      schemaPath: [column],
      codec,
      compressors,
      parsers: DEFAULT_PARSERS,
    },
  });
}

async function bytesAt(handle: FileHandle, start: number, length: number): Promise<Buffer> {
  if (!(start >= 0 && length >= 0 && length <= mostChunkBytes))
    throw new Error(`it declares ${length} bytes`);
  const bytes = Buffer.allocUnsafe(length);
  const { bytesRead } = await handle.read(bytes, 0, length, start);
  if (bytesRead < length) throw new Error('it goes beyond the file');
  return bytes;
}
