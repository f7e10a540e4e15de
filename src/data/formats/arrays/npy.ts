import { sizeOfShape } from '../../../study/inputs/shape-size.ts';
import type { ByteStream } from './byte-stream.ts';
import { type ArrayPlace, arrayFault, type FileBytes, type NamedArray, requireBytes } from './named-array.ts';
import { type NumberType, numberTypes, readNumbers, widthOfNumber } from './number-types.ts';
import { rowMajor } from './row-major.ts';

const magic = '\x93NUMPY';
/** NumPy itself refuses longer ones. */
const longestHeader = 10_000;

interface NpyHeader {
  /** Bytes of the file before the first number. */
  readonly length: number;
  readonly type: string;
  readonly isColumnMajor: boolean;
  readonly shape: readonly number[];
}

/**
 * Reads an array of NumPy's file format (numpy.lib.format, versions 1 to 3), which takes `bytes` bytes as a whole, or
 * at most that many. FaultsError for Python objects, records, complex numbers and times, and for a broken file.
 */
export async function readNpy(
  stream: ByteStream,
  name: string,
  place: ArrayPlace,
  bytes: FileBytes,
): Promise<NamedArray> {
  const header = await readHeader(stream, place);
  const { shape, type } = header;
  const count = sizeOfShape(shape);
  const width = widthOf(type, place);
  requireBytes(place, shape, header.length + count * width, bytes);
  const isBig = type.startsWith('>');
  const kind = type.slice(1);
  const values =
    kind[0] === 'U' || kind[0] === 'S'
      ? await readTexts(stream, { kind: kind[0], width, isBig }, count)
      : await readNumbers(stream, { type: kind === 'b1' ? 'u1' : (kind as NumberType), isBig }, count);
  await stream.finish();
  return {
    name,
    shape,
    values: header.isColumnMajor ? rowMajor(values, shape) : values,
    ...(kind === 'b1' && { areBooleans: true }),
  };
}

async function readHeader(stream: ByteStream, place: ArrayPlace): Promise<NpyHeader> {
  const opening = await stream.read(8);
  if (opening.subarray(0, 6).toString('latin1') !== magic)
    throw arrayFault(place, 'must be an array in the NPY format: its first bytes are others');
  const version = opening[6] as number;
  if (version < 1 || version > 3)
    throw arrayFault(place, 'must be of version 1, 2 or 3 of the NPY format', { value: version });
  const size = version === 1 ? 2 : 4;
  const length = (await stream.read(size)).readUIntLE(0, size);
  if (length > longestHeader)
    throw arrayFault(place, `must have a header of at most ${longestHeader} bytes`, { value: length });
  const text = (await stream.read(length)).toString(version === 3 ? 'utf8' : 'latin1');
  return { length: opening.length + size + length, ...parseHeader(text, place) };
}

/** The header is a Python literal: {'descr': '<f4', 'fortran_order': False, 'shape': (60000, 28, 28), }. */
function parseHeader(text: string, place: ArrayPlace): Omit<NpyHeader, 'length'> {
  const [, descr = ''] = /'descr'\s*:\s*('[^']*'|\[.*?\](?=\s*,\s*')|\(.*?\)(?=\s*,\s*'))/.exec(text) ?? [];
  const [, order] = /'fortran_order'\s*:\s*(True|False)\b/.exec(text) ?? [];
  const [, axes] = /'shape'\s*:\s*\(((?:\s*\d+L?\s*,?)*)\)/.exec(text) ?? [];
  if (!/^\s*\{.*\}\s*$/s.test(text) || descr === '' || order === undefined || axes === undefined)
    throw arrayFault(place, 'must have a header of the NPY format', { value: text.trim().slice(0, 80) });
  if (!descr.startsWith("'")) throw refusedType(place, descr, 'is of records');
  const shape = axes.match(/\d+/g)?.map(Number) ?? [];
  return { type: descr.slice(1, -1), isColumnMajor: order === 'True', shape };
}

/** Bytes of one value. FaultsError for types that are not read. */
function widthOf(type: string, place: ArrayPlace): number {
  const [, order = '', kind = '', size = ''] = /^([<>|=])([A-Za-z])(\d*)(?:\[.*\])?$/.exec(type) ?? [];
  const width = Number(size);
  if (kind === 'O') throw refusedType(place, type, 'holds Python objects, which only pickle can read');
  if ((kind === 'U' || kind === 'S') && size !== '') return kind === 'U' ? 4 * width : width;
  if (kind === 'b' && width === 1) return 1;
  const known = numberTypes.find((each) => each === kind + size);
  if (known !== undefined && order !== '=') return widthOfNumber(known);
  throw refusedType(place, type, 'is of a type that is not read');
}

function refusedType(place: ArrayPlace, value: string, reason: string) {
  const constraint = `must be of numbers, truth values or texts: it ${reason}`;
  return arrayFault(place, constraint, { value, hint: 'save it with astype, to float32 or int64' });
}

/** Fixed-width texts, of code points in UTF-32 (U) or of bytes (S); zeros behind the last character are no part of them. */
async function readTexts(
  stream: ByteStream,
  { kind, width, isBig }: { readonly kind: 'U' | 'S'; readonly width: number; readonly isBig: boolean },
  count: number,
): Promise<string[]> {
  const texts: string[] = [];
  for (let index = 0; index < count; index++) {
    const bytes = await stream.read(width);
    const text = kind === 'S' ? bytes.toString('utf8') : ofUtf32(bytes, isBig);
    texts.push(text.replace(/\0+$/, ''));
  }
  return texts;
}

function ofUtf32(bytes: Buffer, isBig: boolean): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 4) {
    const point = isBig ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    text += String.fromCodePoint(point > 0x10ffff ? 0xfffd : point);
  }
  return text;
}
