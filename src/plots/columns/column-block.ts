/** A column of a block: numbers, or places in a list of texts. */
type Column = Float64Array | Float32Array | Uint32Array | Uint8Array;

/** Columns by name, and a head of plain JSON. */
export interface ColumnBlock<Head = unknown> {
  readonly head: Head;
  readonly columns: Readonly<Record<string, Column>>;
}

/** A block, alone or as a column of bytes of another block. */
export type BlockBytes = ArrayBuffer | Uint8Array<ArrayBuffer>;

const kinds = { f64: Float64Array, f32: Float32Array, u32: Uint32Array, u8: Uint8Array } as const;
type Kind = keyof typeof kinds;

interface Entry {
  readonly name: string;
  readonly kind: Kind;
  readonly length: number;
}

/** Every column begins at a multiple of this many bytes, so that it can be read in place. */
const alignment = 8;

/**
 * A block as bytes: the length of its JSON as a little-endian 32-bit number, the JSON `{ head, columns: [{ name, kind,
 * length }] }` in UTF-8, and the columns one after the other, each from a multiple of 8 bytes on.
 */
export function encodeBlock({ head, columns }: ColumnBlock): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(columns).map(([name, column]): Entry => {
    const kind = (Object.keys(kinds) as Kind[]).find((each) => column instanceof kinds[each]);
    if (kind === undefined) throw new TypeError(`column ${name} is no array of numbers`);
    return { name, kind, length: column.length };
  });
  const text = new TextEncoder().encode(JSON.stringify({ head, columns: entries }));
  const offsets = offsetsOf(entries, 4 + text.length);
  const bytes = new Uint8Array(offsets.at(-1) as number);
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, 4);
  for (const [place, column] of Object.values(columns).entries()) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), offsets[place]);
  }
  return bytes;
}

/**
 * Reads the block back, without copying its columns; bytes in a larger buffer begin at a multiple of 8, as a column does.
 * RangeError for bytes that are cut short.
 */
export function decodeBlock<Head>(bytes: BlockBytes): ColumnBlock<Head> {
  const { buffer, byteOffset, byteLength } = ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes);
  const length = new DataView(buffer, byteOffset, byteLength).getUint32(0, true);
  const text = new TextDecoder().decode(new Uint8Array(buffer, byteOffset + 4, length));
  const { head, columns } = JSON.parse(text) as { head: Head; columns: Entry[] };
  const offsets = offsetsOf(columns, 4 + length);
  const read = columns.map(({ name, kind, length: count }, place) => {
    return [name, new kinds[kind](buffer, byteOffset + (offsets[place] as number), count)] as const;
  });
  return { head, columns: Object.fromEntries(read) };
}

/** Where each column begins, and the end of the last. */
function offsetsOf(entries: readonly Entry[], start: number): number[] {
  const offsets: number[] = [];
  let end = start;
  for (const { kind, length } of entries) {
    const begin = Math.ceil(end / alignment) * alignment;
    offsets.push(begin);
    end = begin + length * kinds[kind].BYTES_PER_ELEMENT;
  }
  return [...offsets, end];
}
