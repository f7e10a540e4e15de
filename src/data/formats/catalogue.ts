import { open, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { FaultsError } from '../../faults/errors.ts';

export type TableKind = 'csv' | 'json lines' | 'parquet';

const sampleBytes = 4096;

/**
 * How a file's rows are written: by its first bytes, and else by its name. FaultsError for what is empty, is no file, or
 * is none of the three, such as a packed file.
 */
export async function tableKind(path: string): Promise<TableKind> {
  if (!(await stat(path)).isFile()) {
    throw fault(path, '', 'must be a file: what comes through a pipe or a device cannot be read');
  }
  const bytes = await firstBytes(path);
  if (bytes.length === 0) throw fault(path, 'rows', 'must be there, but the file is empty');
  const starts = (mark: string) => bytes.subarray(0, mark.length).toString('latin1') === mark;
  const byName = kindOfName(path);
  if (starts('PAR1') || byName === 'parquet') return 'parquet';
  const reason = starts('\x1f\x8b')
    ? 'it is packed with gzip, and must be unpacked'
    : starts('PK\x03\x04')
      ? 'it is a ZIP archive, or a spreadsheet'
      : bytes.includes(0) && !starts('\xff\xfe') && !starts('\xfe\xff')
        ? 'it is not text'
        : undefined;
  if (reason !== undefined) throw fault(path, '', `must be a CSV, Parquet or JSON lines file: ${reason}`);
  return byName;
}

function kindOfName(path: string): TableKind {
  switch (extname(path).toLowerCase()) {
    case '.jsonl':
    case '.ndjson':
    case '.json':
      return 'json lines';
    case '.parquet':
      return 'parquet';
    default:
      return 'csv';
  }
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(sampleBytes), 0, sampleBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function fault(file: string, field: string, law: string): FaultsError {
  return new FaultsError([{ file, field, law }]);
}
