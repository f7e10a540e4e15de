import { asyncBufferFromFile, type ParquetScan, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { FaultsError } from '../../faults/errors.ts';
import { noCounts } from './file-layout.ts';
import type { TableFormat } from './format.ts';
import type { RawRows, RowSource } from './row-source.ts';

const rowsAtOnce = 2048;

/** One row group is in memory at a time. */
export const parquet: TableFormat = {
  name: 'parquet',
  title: 'Parquet',
  isText: false,
  recognises: ({ ending, opening }) =>
    ending === '.parquet' || opening.subarray(0, 4).toString('latin1') === 'PAR1',
  open: ({ file, path }) => openParquet(file, path),
};

async function openParquet(file: string, path: string): Promise<RowSource> {
  const scan = await openScan(file, path);
  const names = parquetSchema(scan.metadata).children.map(({ element }) => element.name);
  // A damaged footer may lack a name, despite the type.
  if (!names.every((name) => typeof name === 'string')) {
    throw broken(file, 'must be a Parquet file', new Error('a column has no name'));
  }
  const layouts = [{ file, format: 'Parquet', counts: noCounts() }];
  return { file, placeWord: 'row', names, hasNames: true, layouts, batches: readGroups(file, scan, names) };
}

async function openScan(file: string, path: string): Promise<ParquetScan> {
  const buffer = await asyncBufferFromFile(path);
  try {
    return await parquetScan({ file: buffer, compressors });
  } catch (error) {
    throw broken(file, 'must be a Parquet file', error);
  }
}

function broken(file: string, constraint: string, error: unknown): FaultsError {
  const reason = error instanceof Error ? error.message : String(error);
  return new FaultsError([{ file, field: '', constraint: `${constraint}: ${reason}` }]);
}

async function* readGroups(
  file: string,
  scan: ParquetScan,
  names: readonly string[],
): AsyncGenerator<RawRows> {
  const end = scan.ranges.at(-1)?.rowEnd ?? 0;
  for (const { rowStart, rowEnd } of scan.ranges) {
    const columns: ArrayLike<unknown>[] = [];
    for (const column of names) {
      const values = await scan.readColumn({ column, rowStart, rowEnd }).catch((error: unknown) => {
        throw broken(
          file,
          `must be whole: column ${column} of rows ${rowStart + 1} to ${rowEnd} is broken`,
          error,
        );
      });
      columns.push(values);
    }
    for (let start = 0; start < rowEnd - rowStart; start += rowsAtOnce) {
      const length = Math.min(rowsAtOnce, rowEnd - rowStart - start);
      yield {
        cells: Array.from({ length }, (_, row) => columns.map((column) => column[start + row])),
        places: Array.from({ length }, (_, row) => rowStart + start + row + 1),
        fraction: (rowStart + start + length) / end,
      };
    }
  }
}
