/** An array in the NPY format, version 1. */
export function npy(descr: string, shape: readonly number[], bytes: Uint8Array): Buffer {
  const axes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const text = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${axes}), }`;
  const header = `${text.padEnd(117)}\n`;
  return Buffer.concat([Buffer.from('\x93NUMPY\x01\x00v\x00', 'latin1'), Buffer.from(header), bytes]);
}

export function floats(shape: readonly number[], values: readonly number[]): Buffer {
  return npy('<f4', shape, new Uint8Array(Float32Array.from(values).buffer));
}

export function ints(shape: readonly number[], values: readonly number[]): Buffer {
  return npy('<i4', shape, new Uint8Array(Int32Array.from(values).buffer));
}

export function bytes(shape: readonly number[], values: readonly number[]): Buffer {
  return npy('|u1', shape, Uint8Array.from(values));
}

/** An array of bytes in the IDX format. */
export function idx(shape: readonly number[], values: readonly number[]): Buffer {
  const header = Buffer.alloc(4 + 4 * shape.length);
  header.writeUInt16BE(0x0800 + shape.length, 2);
  for (const [axis, length] of shape.entries()) header.writeUInt32BE(length, 4 + 4 * axis);
  return Buffer.concat([header, Uint8Array.from(values)]);
}
