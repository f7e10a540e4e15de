import { readSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { deserialize, serialize } from 'node:v8';

/** The description of a typed array on shared memory. */
interface SharedView {
  readonly type: keyof typeof viewTypes;
  readonly block: number;
  readonly byteOffset: number;
  readonly length: number;
}

/** A value without its shared views, and those views by path. */
interface Envelope {
  readonly value: unknown;
  readonly views: readonly (readonly [path: readonly string[], view: SharedView])[];
  readonly blockBytes: readonly number[];
}

const viewTypes = { Float32Array, Float64Array, Int32Array, Uint32Array, Uint8Array } as const;
const lengthBytes = Uint32Array.BYTES_PER_ELEMENT;

/**
 * A value of plain objects and arrays as bytes that `receiveParcel` reads one after another. Typed arrays on shared
 * memory are not copied: each block of it is one part.
 */
export function parcelParts(value: unknown): readonly Uint8Array[] {
  const blocks: SharedArrayBuffer[] = [];
  const views: Envelope['views'][number][] = [];
  const rest = withoutShared(value, [], (path, view) => {
    const known = blocks.indexOf(view.buffer);
    const block = known >= 0 ? known : blocks.push(view.buffer) - 1;
    const { byteOffset, length } = view;
    views.push([path, { type: typeOf(view), block, byteOffset, length }]);
  });
  const blockBytes = blocks.map((block) => block.byteLength);
  const envelope = serialize({ value: rest, views, blockBytes } satisfies Envelope);
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(envelope.length);
  return [length, envelope, ...blocks.map((block) => new Uint8Array(block))];
}

/** Sends a value to another process, which shares no memory. If the receiver ends too early, nothing is thrown here. */
export function sendParcel(stream: Writable, value: unknown): void {
  const parts = parcelParts(value);
  stream.on('error', () => {});
  for (const part of parts) stream.write(part);
  stream.end();
}

/** Reads the bytes of `parcelParts`; the typed arrays are on this process's shared memory. Blocks until complete. */
export function receiveParcel(file: number): unknown {
  const length = readAll(file, Buffer.alloc(lengthBytes)).readUInt32LE();
  const { value, views, blockBytes } = deserialize(readAll(file, Buffer.alloc(length))) as Envelope;
  const blocks = blockBytes.map(
    (bytes) => readAll(file, new Uint8Array(new SharedArrayBuffer(bytes))).buffer,
  );
  for (const [path, { type, block, byteOffset, length }] of views) {
    const View: new (...place: [ArrayBufferLike, number, number]) => TypedArray = viewTypes[type];
    const view = new View(blocks[block] as SharedArrayBuffer, byteOffset, length);
    const holder = path.slice(0, -1).reduce((part, key) => part[key] as Holder, value as Holder);
    holder[path.at(-1) as string] = view;
  }
  return value;
}

type Holder = Record<string, unknown>;
type TypedArray = InstanceType<(typeof viewTypes)[keyof typeof viewTypes]>;

/** Copies a value with null in place of each shared view, and reports each view with its path. */
function withoutShared(
  value: unknown,
  path: readonly string[],
  onView: (path: readonly string[], view: TypedArray & { readonly buffer: SharedArrayBuffer }) => void,
): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (ArrayBuffer.isView(value)) {
    if (!(value.buffer instanceof SharedArrayBuffer)) return value;
    onView(path, value as TypedArray & { readonly buffer: SharedArrayBuffer });
    return null;
  }
  const entries = Object.entries(value).map(
    ([key, part]) => [key, withoutShared(part, [...path, key], onView)] as const,
  );
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

function typeOf(view: TypedArray): SharedView['type'] {
  const { name } = view.constructor;
  if (!Object.hasOwn(viewTypes, name)) throw new TypeError(`a shared ${name} cannot be sent`);
  return name as SharedView['type'];
}

/** Fills `target`; a read from a pipe may return fewer bytes than requested. */
function readAll<Target extends Uint8Array>(file: number, target: Target): Target {
  for (let filled = 0; filled < target.length; ) {
    const count = readSync(file, target, filled, target.length - filled, null);
    if (count === 0) throw new Error('the parcel ended too early');
    filled += count;
  }
  return target;
}
