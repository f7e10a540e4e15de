import type { DecodedArray, PageHeader } from 'hyparquet';
import { parquetHeader } from 'hyparquet/src/column.js';
import { decompressPage } from 'hyparquet/src/datapage.js';
import { deltaBinaryUnpack, deltaByteArray, deltaLengthByteArray } from 'hyparquet/src/delta.js';
import { byteStreamSplit } from 'hyparquet/src/encoding.js';
import { type ByteReader, isRunOfOnes, readBitRuns } from './bit-runs.ts';
import { type Cells, type ColumnDecoder, cellsOf, plainCells } from './plain-cells.ts';

/** A column of a row group: its bytes, its number of rows, and how to decode them. */
export interface ColumnChunk {
  readonly bytes: Buffer;
  readonly rows: number;
  /** The largest size that a page may declare. */
  readonly mostBytes: number;
  readonly isNullable: boolean;
  readonly decoder: ColumnDecoder;
}

/** A data page: the rows' definition levels and the values of those that are not null. */
interface Page {
  readonly rows: number;
  readonly encoding: string;
  readonly levels: Int32Array | undefined;
  readonly values: Buffer;
}

/**
 * The cells of a flat column, null where missing. Throws an Error for a damaged chunk: every size in it is checked
 * before it is used, since a page that declares billions of values would take minutes and all memory.
 */
export function readColumnChunk(chunk: ColumnChunk): Cells {
  const { bytes, rows } = chunk;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const reader = { view, offset: 0 };
  const parts: Cells[] = [];
  let dictionary: Cells | undefined;
  let read = 0;
  while (read < rows) {
    const header = parquetHeader(reader);
    const content = contentOf(reader.offset, header, chunk);
    reader.offset += header.compressed_page_size;
    if (header.dictionary_page_header !== undefined) {
      const { num_values } = header.dictionary_page_header;
      dictionary = plainCells(
        unpacked(content, header, chunk),
        requireCount(num_values, chunk),
        chunk.decoder,
      );
      continue;
    }
    const page = pageOf(content, header, { ...chunk, rows: rows - read });
    if (page === undefined) continue;
    parts.push(cellsOfPage(page, dictionary, chunk.decoder));
    read += page.rows;
  }
  return joined(parts, rows);
}

function contentOf(start: number, header: PageHeader, { bytes, mostBytes }: ColumnChunk): Buffer {
  const { compressed_page_size: packed, uncompressed_page_size: size } = header;
  if (!(packed >= 0 && start + packed <= bytes.length)) throw new Error('a page goes beyond its column');
  if (!(size >= 0 && size <= mostBytes)) throw new Error(`a page declares ${size} bytes`);
  return bytes.subarray(start, start + packed);
}

/** A page without a byte, such as the dictionary of a column of nulls, has a stream that not every decompressor reads. */
function unpacked(content: Buffer, { uncompressed_page_size }: PageHeader, { decoder }: ColumnChunk): Buffer {
  if (uncompressed_page_size === 0) return Buffer.alloc(0);
  const { codec, compressors } = decoder;
  const page = decompressPage(content, uncompressed_page_size, codec, compressors);
  return Buffer.from(page.buffer, page.byteOffset, page.byteLength);
}

/** A dictionary has at most as many values as its column has bytes; bits for booleans are no dictionary. */
function requireCount(count: number, { mostBytes }: ColumnChunk): number {
  if (!(count >= 0 && count <= mostBytes)) throw new Error(`a dictionary declares ${count} values`);
  return count;
}

/** Undefined for a page of another kind, such as an index. */
function pageOf(content: Buffer, header: PageHeader, chunk: ColumnChunk): Page | undefined {
  const { data_page_header: first, data_page_header_v2: second } = header;
  if (first !== undefined) {
    const rows = requireRows(first.num_values, chunk.rows);
    const page = unpacked(content, header, chunk);
    const reader = { bytes: page, at: 0 };
    const levels = chunk.isNullable ? levelsOf(reader, rows) : undefined;
    return { rows, encoding: first.encoding, levels, values: page.subarray(reader.at) };
  }
  if (second === undefined) return undefined;
  const rows = requireRows(second.num_values, chunk.rows);
  const start = second.repetition_levels_byte_length;
  const end = start + second.definition_levels_byte_length;
  if (!(start >= 0 && end >= start && end <= content.length)) throw new Error('levels go beyond their page');
  const bytes = content.subarray(start, end);
  const levels = chunk.isNullable ? gapsIn({ bytes, at: 0 }, rows) : undefined;
  const rest = content.subarray(end);
  const size = header.uncompressed_page_size - end;
  const values =
    second.is_compressed === false
      ? rest
      : unpacked(rest, { ...header, uncompressed_page_size: size }, chunk);
  return { rows, encoding: second.encoding, levels, values };
}

function requireRows(count: number, most: number): number {
  if (!(count >= 0 && count <= most)) throw new Error(`a page declares ${count} values, of at most ${most}`);
  return count;
}

/** Definition levels of a flat column, after their length in four bytes; undefined where no row is null. */
function levelsOf(reader: ByteReader & { readonly bytes: Buffer }, rows: number): Int32Array | undefined {
  const { bytes } = reader;
  const end = bytes.length < 4 ? Number.POSITIVE_INFINITY : 4 + bytes.readUInt32LE(0);
  if (end > bytes.length) throw new Error('levels go beyond their page');
  reader.at = end;
  return gapsIn({ bytes: bytes.subarray(0, end), at: 4 }, rows);
}

/** Undefined where no row is null, as in most pages. */
function gapsIn(reader: ByteReader, rows: number): Int32Array | undefined {
  return rows > 0 && isRunOfOnes(reader, rows) ? undefined : readBitRuns(reader, 1, rows);
}

function cellsOfPage(page: Page, dictionary: Cells | undefined, decoder: ColumnDecoder): Cells {
  const { levels, rows } = page;
  const count = levels === undefined ? rows : countOf(levels);
  const values = valuesOf(page, count, dictionary, decoder);
  if (levels === undefined || count === rows) return values;
  const cells = new Array<unknown>(rows);
  for (let row = 0, value = 0; row < rows; row++) cells[row] = levels[row] === 1 ? values[value++] : null;
  return cells;
}

function countOf(levels: Int32Array): number {
  let count = 0;
  for (const level of levels) count += level;
  return count;
}

function valuesOf(
  { encoding, values }: Page,
  count: number,
  dictionary: Cells | undefined,
  decoder: ColumnDecoder,
): Cells {
  if (encoding === 'PLAIN') return plainCells(values, count, decoder);
  if (encoding === 'PLAIN_DICTIONARY' || encoding === 'RLE_DICTIONARY') {
    if (count === 0) return [];
    return dereferenced(readBitRuns({ bytes: values, at: 1 }, values[0] ?? 0, count), dictionary ?? []);
  }
  if (encoding === 'RLE' && decoder.type === 'BOOLEAN') {
    return Array.from(readBitRuns({ bytes: values, at: 4 }, 1, count), (value) => value === 1);
  }
  return cellsOf(deltas(encoding, values, count, decoder), decoder);
}

function dereferenced(indices: Int32Array, dictionary: Cells): Cells {
  // Numbers in an ordinary array would each be an object.
  if (dictionary instanceof Float64Array) return indices.length === 0 ? [] : numbersOf(indices, dictionary);
  const cells = new Array<unknown>(indices.length);
  for (let index = 0; index < cells.length; index++) {
    const cell = dictionary[indices[index] as number];
    if (cell === undefined) throw beyondDictionary();
    cells[index] = cell;
  }
  return cells;
}

function numbersOf(indices: Int32Array, dictionary: Float64Array): Float64Array {
  const cells = new Float64Array(indices.length);
  for (let index = 0; index < cells.length; index++) {
    const cell = dictionary[indices[index] as number];
    if (cell === undefined) throw beyondDictionary();
    cells[index] = cell;
  }
  return cells;
}

function beyondDictionary(): Error {
  return new Error('an index goes beyond its dictionary');
}

/** Encodings that few writers use; their counts are limited by the number of rows. */
function deltas(
  encoding: string,
  page: Buffer,
  count: number,
  { type, element }: ColumnDecoder,
): DecodedArray {
  if (count === 0) return [];
  const reader = { view: new DataView(page.buffer, page.byteOffset, page.byteLength), offset: 0 };
  switch (encoding) {
    case 'BYTE_STREAM_SPLIT':
      return byteStreamSplit(reader, count, type, element.type_length);
    case 'DELTA_BINARY_PACKED': {
      const values = type === 'INT32' ? new Int32Array(count) : new BigInt64Array(count);
      deltaBinaryUnpack(reader, count, values);
      return values;
    }
    case 'DELTA_LENGTH_BYTE_ARRAY':
    case 'DELTA_BYTE_ARRAY': {
      const values = new Array<Uint8Array>(count);
      const read = encoding === 'DELTA_BYTE_ARRAY' ? deltaByteArray : deltaLengthByteArray;
      read(reader, count, values);
      return values;
    }
    default:
      throw new Error(`the encoding ${encoding} is unknown`);
  }
}

function joined(parts: readonly Cells[], rows: number): Cells {
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  const isNumbers = parts.every((part) => part instanceof Float64Array);
  const cells = isNumbers ? new Float64Array(rows) : new Array<unknown>(rows);
  let at = 0;
  for (const part of parts) for (let index = 0; index < part.length; index++) cells[at++] = part[index];
  return cells;
}
