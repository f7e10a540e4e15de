import { isUtf8 } from 'node:buffer';
import { endianness } from 'node:os';
import type { DecodedArray, SchemaElement } from 'hyparquet';
import { convert } from 'hyparquet/src/convert.js';
import { readPlain } from 'hyparquet/src/plain.js';

/** The column's type, and how hyparquet converts it. */
export type ColumnDecoder = Parameters<typeof convert>[1];

/** Values as cells: numbers, texts, booleans, dates. */
export type Cells = ArrayLike<unknown>;

const isLittleEndian = endianness() === 'LE';

/** `count` values in Parquet's plain encoding, as cells. */
export function plainCells(page: Buffer, count: number, decoder: ColumnDecoder): Cells {
  if (count === 0) return [];
  const { element, type } = decoder;
  if (type === 'BYTE_ARRAY' && isText(element)) return texts(page, count);
  const view = new DataView(page.buffer, page.byteOffset, page.byteLength);
  requireLength(page, count, element);
  return cellsOf(readPlain({ view, offset: 0 }, type, count, element.type_length), decoder);
}

/**
 * Values of the file's types as cells. Whole numbers beyond 2^53 are text, and decimals have exactly the digits that
 * the file holds.
 */
export function cellsOf(values: DecodedArray, decoder: ColumnDecoder): Cells {
  const { element } = decoder;
  if (element.converted_type === 'DECIMAL' || element.logical_type?.type === 'DECIMAL') {
    return decimals(values, element.scale ?? 0);
  }
  if (isText(element) && decoder.type === 'BYTE_ARRAY') return Array.from(values as Uint8Array[], textOf);
  return exact(convert(values, decoder));
}

function isText({ converted_type, logical_type }: SchemaElement): boolean {
  return (
    converted_type === 'UTF8' || converted_type === 'ENUM' || (!converted_type && isString(logical_type))
  );
}

/** A byte array without a type is text for many writers. */
function isString(type: SchemaElement['logical_type']): boolean {
  return type === undefined || type.type === 'STRING' || type.type === 'ENUM';
}

function texts(page: Buffer, count: number): string[] {
  const cells = new Array<string>(count);
  let at = 0;
  for (let index = 0; index < count; index++) {
    const length = at + 4 <= page.length ? page.readUInt32LE(at) : Number.POSITIVE_INFINITY;
    if (at + 4 + length > page.length) throw new Error('a text goes beyond its page');
    cells[index] = textOf(page.subarray(at + 4, at + 4 + length));
    at += 4 + length;
  }
  return cells;
}

function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const text = buffer.toString('utf8');
  if (text.includes('\ufffd') && !isUtf8(buffer)) throw new Error('it holds bytes that are no UTF-8 text');
  return text;
}

const fixedBytes: Readonly<Record<string, number>> = { INT32: 4, FLOAT: 4, INT64: 8, DOUBLE: 8, INT96: 12 };

/** A damaged header may declare more values than the page holds. */
function requireLength(page: Buffer, count: number, { type, type_length }: SchemaElement): void {
  const bytes = type === 'BYTE_ARRAY' ? 4 : (fixedBytes[type ?? ''] ?? type_length ?? 1);
  const bits = type === 'BOOLEAN' ? 1 : 8 * bytes;
  if (count * bits > page.length * 8)
    throw new Error(`a page of ${page.length} bytes declares ${count} values`);
}

function decimals(values: DecodedArray, scale: number): Cells {
  const factor = 10 ** scale;
  return Array.from(values as ArrayLike<unknown>, (value) => {
    const unscaled = value instanceof Uint8Array ? signedInteger(value) : BigInt(value as number | bigint);
    const number = Number(unscaled);
    // Both are exact, so that the quotient is the nearest double.
    if (Number.isSafeInteger(number) && scale >= 0 && scale <= 22) return number / factor;
    return withPoint(unscaled, scale);
  });
}

function signedInteger(bytes: Uint8Array): bigint {
  const hex = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('hex');
  return hex === '' ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${hex}`));
}

function withPoint(unscaled: bigint, scale: number): string {
  if (scale <= 0) return String(unscaled * 10n ** BigInt(-scale));
  const sign = unscaled < 0n ? '-' : '';
  const digits = String(unscaled < 0n ? -unscaled : unscaled).padStart(scale + 1, '0');
  return `${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

function exact(values: DecodedArray): Cells {
  const isBig = values instanceof BigInt64Array || values instanceof BigUint64Array;
  if (!isBig && typeof (values as unknown[])[0] !== 'bigint') return values as Cells;
  const numbers = values instanceof BigInt64Array ? safeIntegers(values) : undefined;
  if (numbers !== undefined) return numbers;
  return Array.from(values as ArrayLike<bigint>, (value) => {
    const number = Number(value);
    return Number.isSafeInteger(number) ? number : String(value);
  });
}

/** Undefined where a number is beyond 2^53. A BigInt for each value would take most of the reading's time. */
function safeIntegers(values: BigInt64Array): Float64Array | undefined {
  const view = new DataView(values.buffer, values.byteOffset, values.byteLength);
  const numbers = new Float64Array(values.length);
  for (let index = 0; index < numbers.length; index++) {
    const high = isLittleEndian ? view.getInt32(8 * index + 4, true) : view.getInt32(8 * index);
    const low = isLittleEndian ? view.getUint32(8 * index, true) : view.getUint32(8 * index + 4);
    const number = high * 2 ** 32 + low;
    if (!Number.isSafeInteger(number)) return undefined;
    numbers[index] = number;
  }
  return numbers;
}
