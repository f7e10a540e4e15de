import type { TableFormatName } from '../../study/study-spec.ts';
import type { TableFile } from './table-file.ts';

/** A kind of file that is not of the format which it is read in. */
interface ForeignKind {
  /** With its article. */
  readonly title: string;
  readonly hint?: string;
  readonly format?: TableFormatName;
}

const saveAsCsv = 'save its sheet as CSV';
const setSource = (name: string) => `set data.source to "${name}"`;

/** The first bytes of files that are no text. */
const signatures: readonly (ForeignKind & { readonly bytes: string })[] = [
  { bytes: '\xff\xfe\0\0', title: 'text in UTF-32', hint: 'save it as UTF-8' },
  { bytes: '\0\0\xfe\xff', title: 'text in UTF-32', hint: 'save it as UTF-8' },
  { bytes: 'PAR1', title: 'a Parquet file', format: 'parquet', hint: setSource('parquet') },
  { bytes: 'PK\x03\x04', title: 'a ZIP archive, or a spreadsheet', hint: saveAsCsv },
  { bytes: '\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1', title: 'an Excel spreadsheet', hint: saveAsCsv },
  {
    bytes: 'SQLite format 3\0',
    title: 'an SQLite database',
    hint: 'set data.source to "sqlite", with a query',
  },
  { bytes: '%PDF-', title: 'a PDF document' },
  { bytes: '{\\rtf', title: 'an RTF document' },
  { bytes: 'ARROW1', title: 'an Arrow or Feather file', hint: 'save it as Parquet' },
  { bytes: 'ORC', title: 'an ORC file', hint: 'save it as Parquet' },
  { bytes: 'Obj\x01', title: 'an Avro file', hint: 'save it as Parquet' },
  { bytes: '\x89HDF\r\n\x1a\n', title: 'an HDF5 file', hint: 'save it as Parquet' },
  { bytes: '\x93NUMPY', title: 'a NumPy array' },
  { bytes: '\x80\x04\x95', title: 'a Python pickle', hint: 'save it as CSV or Parquet' },
  { bytes: 'BZh9', title: 'packed with bzip2', hint: 'unpack it' },
  { bytes: '\xfd7zXZ\0', title: 'packed with xz', hint: 'unpack it' },
  { bytes: '\x28\xb5\x2f\xfd', title: 'packed with zstd', hint: 'unpack it' },
  { bytes: '7z\xbc\xaf\x27\x1c', title: 'a 7-Zip archive', hint: 'unpack it' },
];

/** The first characters of texts that hold no delimited lines. */
const beginnings: readonly (ForeignKind & { readonly pattern: RegExp })[] = [
  { pattern: /^\s*\[\s*(\{\s*["}]|\[|\])/, title: 'a JSON array', format: 'json', hint: setSource('json') },
  {
    pattern: /^\s*\{\s*("([^"\\]|\\.)*"\s*:|\}|\r?\n)/,
    title: 'JSON',
    format: 'jsonl',
    hint: setSource('jsonl'),
  },
  { pattern: /^\s*<(!doctype html|html|head|body|table)\b/i, title: 'an HTML page', hint: saveAsCsv },
  { pattern: /^\s*<(\?xml|[a-z][\w:.-]*[^<>;,|\t]*>\s*<)/i, title: 'an XML document' },
  { pattern: /^\s*(%[^\n]*\s+)*@relation\b/i, title: 'an ARFF file', hint: 'save it as CSV' },
  {
    pattern: /^version https:\/\/git-lfs\b/,
    title: 'a pointer to a file in Git LFS',
    hint: 'run git lfs pull',
  },
];

/** The kind of a file that is certainly not of this format; undefined for one that may be. */
export function foreignKind(
  { opening, openingText }: TableFile,
  name: TableFormatName,
): ForeignKind | undefined {
  const start = opening.subarray(0, 16).toString('latin1');
  const signature = signatures.find(({ bytes }) => start.startsWith(bytes));
  if (signature !== undefined) return signature.format === name ? undefined : signature;
  if (name !== 'csv' && name !== 'tsv') return undefined;
  return beginnings.find(({ pattern }) => pattern.test(openingText));
}
