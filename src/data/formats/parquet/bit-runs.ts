/** A position in the bytes of a page. */
export interface ByteReader {
  readonly bytes: Uint8Array;
  at: number;
}

/**
 * Reads `count` integers of `width` bits in Parquet's hybrid of run-length encoding and bit packing. Throws an Error
 * where the runs do not fit: a damaged run may declare billions of values.
 */
export function readBitRuns(reader: ByteReader, width: number, count: number): Int32Array {
  if (width > 32) throw new Error(`integers have ${width} bits`);
  const values = new Int32Array(count);
  if (width === 0) return values;
  const { bytes } = reader;
  let filled = 0;
  while (filled < count) {
    const header = readVarint(reader);
    if ((header & 1) === 1) filled = readPacked(reader, { width, groups: header >>> 1, values, filled });
    else {
      const length = header >>> 1;
      if (length === 0 || length > count - filled) throw new Error(`a run of ${length} values is too long`);
      let value = 0;
      for (let byte = 0; byte < (width + 7) >> 3; byte++) value |= byteAt(bytes, reader.at++) << (8 * byte);
      values.fill(value, filled, filled + length);
      filled += length;
    }
  }
  return values;
}

/** True where the next integers, of one bit, are a run of `count` ones: then nothing else is read. */
export function isRunOfOnes({ bytes, at }: ByteReader, count: number): boolean {
  const reader = { bytes, at };
  return readVarint(reader) === count * 2 && bytes[reader.at] === 1;
}

interface Packed {
  readonly width: number;
  /** Number of groups of eight values. */
  readonly groups: number;
  readonly values: Int32Array;
  readonly filled: number;
}

/** The last group may go beyond the values, and beyond the bytes. */
function readPacked(reader: ByteReader, { width, groups, values, filled }: Packed): number {
  const { bytes } = reader;
  const end = Math.min(values.length, filled + groups * 8);
  if (groups === 0) throw new Error('a run without values');
  if (reader.at + Math.ceil(((end - filled) * width) / 8) > bytes.length) {
    throw new Error('a run goes beyond its page');
  }
  if (width === 8 || width === 16) {
    for (let place = filled, at = reader.at; place < end; place++) {
      values[place] =
        width === 8 ? (bytes[at++] as number) : (bytes[at++] as number) | ((bytes[at++] as number) << 8);
    }
    reader.at += groups * width;
    return end;
  }
  let bits = 0;
  let held = 0;
  let at = reader.at;
  const mask = width === 32 ? -1 : (1 << width) - 1;
  for (let place = filled; place < end; place++) {
    if (width > 24) {
      values[place] = wideValue(bytes, reader.at * 8 + (place - filled) * width, width);
      continue;
    }
    while (held < width) {
      bits |= (bytes[at++] ?? 0) << held;
      held += 8;
    }
    values[place] = bits & mask;
    bits >>>= width;
    held -= width;
  }
  reader.at += groups * width;
  return end;
}

function wideValue(bytes: Uint8Array, bit: number, width: number): number {
  let value = 0;
  for (let index = 0; index < width; index++) {
    const place = bit + index;
    value |= (((bytes[place >> 3] ?? 0) >> (place & 7)) & 1) << index;
  }
  return value;
}

function readVarint(reader: ByteReader): number {
  let value = 0;
  for (let shift = 0; shift < 35; shift += 7) {
    const byte = byteAt(reader.bytes, reader.at++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value >>> 0;
  }
  throw new Error('a length has too many bytes');
}

function byteAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at];
  if (byte === undefined) throw new Error('a run goes beyond its page');
  return byte;
}
