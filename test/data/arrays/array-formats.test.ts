import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { readArrayFile } from '../../../src/data/formats/arrays/array-file.ts';
import { FaultsError } from '../../../src/faults/errors.ts';
import { fixtures, floats, folderOf, idx, npy } from './array-files.ts';

const read = (name: string, folder = fixtures) => readArrayFile({ file: name, path: join(folder, name) });

async function faultOf(name: string, content?: Uint8Array): Promise<string> {
  const folder = content === undefined ? fixtures : folderOf({ [name]: content });
  const error: unknown = await read(name, folder).catch((reason: unknown) => reason);
  if (!(error instanceof FaultsError)) throw error;
  return error.faults.map(({ field, constraint }) => `${field}: ${constraint}`).join();
}

interface Held {
  readonly shape: readonly number[];
  readonly values: readonly unknown[];
}

test('every type of NumPy that is read holds what NumPy says that it holds', async () => {
  const held = JSON.parse(readFileSync(join(fixtures, 'types.json'), 'utf8')) as Record<string, Held>;
  const arrays = await read('types.npz');
  expect(arrays.map(({ name }) => name)).toEqual(Object.keys(held));
  for (const { name, shape, values, areBooleans } of arrays) {
    const found = Array.from(values as Iterable<unknown>, (value: unknown) =>
      areBooleans ? value === 1 : value,
    );
    expect({ name, shape, values: found }).toEqual({ name, ...held[name] });
  }
});

test('a deflated archive is read like a stored one', async () => {
  const [x, y] = await read('deflated.npz');
  expect(x).toMatchObject({ name: 'x', shape: [50, 8, 8] });
  expect([...((y?.values ?? []) as Iterable<unknown>)]).toEqual(
    Array.from({ length: 50 }, (_, row) => row % 2),
  );
});

test('objects, complex numbers and records are refused', async () => {
  expect(await faultOf('objects.npy')).toContain('it holds Python objects');
  expect(await faultOf('complex.npy')).toContain('it is of a type that is not read');
  expect(await faultOf('records.npy')).toContain('it is of records');
});

test('an archive whose bytes were changed, or that lacks some, is refused by name', async () => {
  const whole = readFileSync(join(fixtures, 'types.npz'));
  expect(await faultOf('cut.npz', whole.subarray(0, whole.length - 30))).toContain(
    'must be a whole ZIP archive',
  );
  const damaged = Buffer.from(whole);
  // Behind the header of the first array, f2, whose file begins at byte 50 or so.
  damaged[damaged.indexOf('\x93NUMPY', 0, 'latin1') + 128] = 0x7f;
  expect(await faultOf('damaged.npz', damaged)).toBe(
    'little_f2: must have the content that its checksum in the archive is for',
  );
  const packed = readFileSync(join(fixtures, 'deflated.npz'));
  packed.fill(0xff, 60, 90);
  expect(await faultOf('packed.npz', packed)).toMatch(/^x: must be a whole ZIP archive/);
});

test('an NPY file has the bytes of its shape, no more and no less', async () => {
  const whole = floats([2, 2], [1, 2, 3, 4]);
  expect(await faultOf('a.npy', whole.subarray(0, -1))).toBe(': must have 144 bytes for its shape (2, 2)');
  expect(await faultOf('a.npy', Buffer.concat([whole, whole]))).toContain('must have 144 bytes');
  expect(await faultOf('a.npy', npy('<f4', [1e12, 4], Buffer.alloc(16)))).toContain(
    'must have 16000000000128',
  );
  expect(await faultOf('a.npy', whole.subarray(0, 20))).toBe(': must be whole: it ends too early');
  expect(await faultOf('a.npy', Buffer.from('\x93NUMPY\x07\0', 'latin1'))).toContain('must be of version 1');
  expect(await faultOf('a.npy', Buffer.from('no array at all'))).toBe(
    ': must be a file of arrays: NPZ, NPY or IDX',
  );
});

test('IDX holds the same numbers packed and unpacked, and is refused where it is not whole', async () => {
  const content = idx([2, 1, 3], [1, 2, 3, 4, 5, 255]);
  const folder = folderOf({ 'a-idx3-ubyte': content, 'a-idx3-ubyte.gz': gzipSync(content) });
  for (const name of ['a-idx3-ubyte', 'a-idx3-ubyte.gz']) {
    const [array] = await read(name, folder);
    expect(array).toEqual({ name: 'a', shape: [2, 1, 3], values: Uint8Array.of(1, 2, 3, 4, 5, 255) });
  }
  expect(await faultOf('b.idx', content.subarray(0, -1))).toBe(
    ': must have 22 bytes for its shape (2, 1, 3)',
  );
  expect(await faultOf('b.idx.gz', gzipSync(content.subarray(0, -1)))).toBe(
    ': must be whole: it ends too early',
  );
  expect(await faultOf('b.idx.gz', gzipSync(idx([4e9, 4e9], [])))).toContain(
    'must have 16000000000000000000 bytes',
  );
  expect(await faultOf('b.idx.gz', gzipSync(Buffer.concat([content, content])))).toContain(
    'more bytes follow',
  );
  expect(await faultOf('b.idx', Buffer.from([0, 0, 7, 1, 0, 0, 0, 0]))).toContain(
    'must be an array in the IDX format',
  );
  const shorts = Buffer.from([0, 0, 11, 1, 0, 0, 0, 2, 0xff, 0xfe, 1, 0]);
  const [array] = await read('s.idx', folderOf({ 's.idx': shorts }));
  expect(array?.values).toEqual(Int16Array.of(-2, 256));
});
