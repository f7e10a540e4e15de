import { UsageError } from '../../faults/errors.ts';

const headerLengthBytes = 4;

/**
 * Encodes tensors as a little-endian uint32 (the length of the JSON header), the header, and the float32 values.
 * Overwrites and returns `earlier` if its length fits.
 */
export function encodeTensors(
  header: unknown,
  values: readonly ArrayLike<number>[],
  earlier?: Uint8Array,
): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const count = values.reduce((sum, each) => sum + each.length, 0);
  const length = headerLengthBytes + text.length + 4 * count;
  const bytes = earlier?.length === length ? earlier : new Uint8Array(length);
  new DataView(bytes.buffer, bytes.byteOffset).setUint32(0, text.length, true);
  bytes.set(text, headerLengthBytes);
  let offset = headerLengthBytes + text.length;
  for (const each of values) {
    const { buffer, byteOffset, byteLength } = each instanceof Float32Array ? each : Float32Array.from(each);
    bytes.set(new Uint8Array(buffer, byteOffset, byteLength), offset);
    offset += byteLength;
  }
  return bytes;
}

/** Stored weights are damaged, or belong to another model than the one they are loaded into. */
export class StoredTensorsError extends UsageError {}

/** Returns the header, and all values in a new array. Throws StoredTensorsError if the bytes have another format. */
export function decodeTensors(bytes: Uint8Array): {
  readonly header: unknown;
  readonly values: Float32Array<ArrayBuffer>;
} {
  try {
    const end = headerLengthBytes + new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
    const header: unknown = JSON.parse(new TextDecoder().decode(bytes.subarray(headerLengthBytes, end)));
    // A copy, to align the float32 values; `Buffer.slice` would return a view of a larger buffer.
    return { header, values: new Float32Array(new Uint8Array(bytes.subarray(end)).buffer) };
  } catch (cause) {
    throw new StoredTensorsError('the stored weights are damaged: they have no header of shapes', { cause });
  }
}
