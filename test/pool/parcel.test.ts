import { closeSync, createWriteStream, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { expect, it } from 'vitest';
import { receiveParcel, sendParcel } from '../../src/pool/parcel.ts';

/** The value that is read from a file to which it was sent. */
async function sent(value: unknown): Promise<unknown> {
  const path = join(tmpdir(), `hpsearch-parcel-${process.pid}`);
  const stream = createWriteStream(path);
  sendParcel(stream, value);
  await finished(stream);
  const file = openSync(path, 'r');
  try {
    return receiveParcel(file);
  } finally {
    closeSync(file);
    rmSync(path);
  }
}

function sharedFloats(...items: number[]): Float32Array {
  const floats = new Float32Array(new SharedArrayBuffer(items.length * 4));
  floats.set(items);
  return floats;
}

it('a value arrives as it was sent, its shared arrays on shared memory', async () => {
  const value = {
    text: 'words',
    none: null,
    missing: undefined,
    numbers: [1, Number.NaN, -0, Number.POSITIVE_INFINITY],
    own: new Float32Array([1, 2]),
    splits: [{ x: sharedFloats(1.5, 2.5) }, { x: sharedFloats() }],
  };
  const received = (await sent(value)) as typeof value;
  expect(received).toEqual(value);
  expect(received.splits.map(({ x }) => x.buffer instanceof SharedArrayBuffer)).toEqual([true, true]);
  expect(received.own.buffer instanceof SharedArrayBuffer).toBe(false);
});

it('arrays on one memory arrive on one memory', async () => {
  const all = sharedFloats(1, 2, 3, 4);
  const value = { all, bytes: new Uint8Array(all.buffer), last: new Float32Array(all.buffer, 8, 2) };
  const received = (await sent(value)) as typeof value;
  expect(received).toEqual(value);
  received.last[1] = 9;
  expect(received.all[3]).toBe(9);
});

it('more than a pipe holds arrives whole', async () => {
  const bytes = Uint8Array.from({ length: 3_000_000 }, (_, index) => index * 7);
  const shared = new Uint8Array(new SharedArrayBuffer(bytes.length));
  shared.set(bytes);
  const received = (await sent({ shared })) as { shared: Uint8Array };
  expect(Buffer.compare(received.shared, bytes)).toBe(0);
});

it('a shared array of a rare type is refused by its name', () => {
  const value = { odd: new BigInt64Array(new SharedArrayBuffer(8)) };
  expect(() => sendParcel(createWriteStream('/dev/null'), value)).toThrow('BigInt64Array');
});
