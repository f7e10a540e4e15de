import { decodeTensors } from './tensor-bytes.ts';

const headerLengthBytes = 4;

/** Joins a little-endian uint32 with the length of the header, the header as JSON, and the parts. */
export function packBytes(header: object, parts: readonly Uint8Array[]): Uint8Array {
  const text = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(
    parts.reduce((sum, { length }) => sum + length, headerLengthBytes + text.length),
  );
  new DataView(bytes.buffer).setUint32(0, text.length, true);
  bytes.set(text, headerLengthBytes);
  let offset = headerLengthBytes + text.length;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** The header, and the bytes after it as a view. Throws StoredTensorsError if there is no header. */
export function unpackBytes(bytes: Uint8Array): { readonly header: unknown; readonly rest: Uint8Array } {
  const end = headerLengthBytes + headerLength(bytes);
  // Only the header: the bytes after it need not be float32 values.
  const { header } = decodeTensors(bytes.subarray(0, end));
  return { header, rest: bytes.subarray(end) };
}

function headerLength({ buffer, byteOffset, byteLength }: Uint8Array): number {
  return byteLength < headerLengthBytes ? 0 : new DataView(buffer, byteOffset).getUint32(0, true);
}
