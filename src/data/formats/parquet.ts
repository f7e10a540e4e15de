import { asyncBufferFromFile, type ParquetScan, parquetScan, parquetSchema } from 'hyparquet';
import { compressors } from 'hyparquet-compressors';
import { FaultsError } from '../../faults/errors.ts';
import { batchRows, type RawRows, type RowSource } from './row-source.ts';

/** A Parquet file; the columns of one row group are in memory at a time. */
export async function openParquet(path: string): Promise<RowSource> {
  const scan = await openScan(path);
  const names = parquetSchema(scan.metadata).children.map(({ element }) => element.name);
  // A damaged footer may leave a name out, whatever the type says.
  if (!names.every((name) => typeof name === 'string')) {
    throw broken(path, 'must be a Parquet file', new Error('a column has no name'));
  }
  return { file: path, placeWord: 'row', names, batches: readGroups(path, scan, names) };
}

async function openScan(path: string): Promise<ParquetScan> {
  const file = await asyncBufferFromFile(path);
  try {
    return await parquetScan({ file, compressors });
  } catch (error) {
    throw broken(path, 'must be a Parquet file', error);
  }
}

function broken(file: string, law: string, error: unknown): FaultsError {
  const reason = error instanceof Error ? error.message : String(error);
  return new FaultsError([{ file, field: '', law: `${law}: ${reason}` }]);
}

async function* readGroups(
  path: string,
  scan: ParquetScan,
  names: readonly string[],
): AsyncGenerator<RawRows> {
  for (const { rowStart, rowEnd } of scan.ranges) {
    const columns: ArrayLike<unknown>[] = [];
    for (const column of names) {
      const values = await scan.readColumn({ column, rowStart, rowEnd }).catch((error: unknown) => {
        throw broken(
          path,
          `must be whole: column ${column} of rows ${rowStart + 1} to ${rowEnd} is broken`,
          error,
        );
      });
      columns.push(values);
    }
    for (let start = 0; start < rowEnd - rowStart; start += batchRows) {
      const length = Math.min(batchRows, rowEnd - rowStart - start);
      yield {
        cells: Array.from({ length }, (_, row) => columns.map((column) => column[start + row])),
        places: Array.from({ length }, (_, row) => rowStart + start + row + 1),
      };
    }
  }
}
