import { crc32 } from 'node:zlib';
import { packBytes, unpackBytes } from './byte-pack.ts';

/**
 * The version of the encoding, and of what a training computes from it: with another one, a trial trains from its start
 * again.
 */
const version = 1;
const checksumBytes = 4;

/** Plain JSON, and byte arrays by name. */
export interface NamedBytes {
  readonly header: object;
  readonly parts: Readonly<Record<string, Uint8Array>>;
}

interface Place {
  readonly name: string;
  readonly start: number;
  readonly length: number;
}

/** Encodes JSON and parts with a version and a checksum. Equal parts are stored once. */
export function encodeState({ header, parts }: NamedBytes): Uint8Array {
  const places: Place[] = [];
  const stored: Uint8Array[] = [];
  let end = 0;
  for (const [name, part] of Object.entries(parts)) {
    const twin = places.find(({ name: other }) => areEqual(parts[other] as Uint8Array, part));
    places.push({ name, start: twin?.start ?? end, length: part.length });
    if (twin !== undefined) continue;
    stored.push(part);
    end += part.length;
  }
  const checksum = new Uint8Array(checksumBytes);
  const packed = packBytes({ version, places, header }, [...stored, checksum]);
  const content = packed.subarray(0, -checksumBytes);
  new DataView(packed.buffer).setUint32(content.length, crc32(content), true);
  return packed;
}

/** Undefined for bytes that are damaged or of another version. The parts are copies. */
export function decodeState(bytes: Uint8Array): NamedBytes | undefined {
  if (bytes.length <= checksumBytes) return undefined;
  const content = bytes.subarray(0, -checksumBytes);
  const stored = new DataView(bytes.buffer, bytes.byteOffset + content.length).getUint32(0, true);
  if (crc32(content) !== stored) return undefined;
  const { header, rest } = unpackBytes(content) as {
    header: { version: unknown; places: readonly Place[]; header: object };
    rest: Uint8Array;
  };
  if (header.version !== version) return undefined;
  const parts = header.places.map(({ name, start, length }) => [name, rest.slice(start, start + length)]);
  return { header: header.header, parts: Object.fromEntries(parts) };
}

function areEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && Buffer.compare(one, other) === 0;
}
