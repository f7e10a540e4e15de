/**
 * A JPEG of one component: 8 × 8 pixels of one grey, which is from 1 to 64 or from 192 to 255. jpeg-js encodes none.
 * Its one block has a constant part of ten bits and no other.
 */
export function greyJpeg(grey: number): Uint8Array {
  const constant = 8 * (grey - 128);
  const bits = (constant < 0 ? constant + 1023 : constant).toString(2).padStart(10, '0');
  const scan = Number.parseInt(`0${bits}01111`, 2);
  const table = (kind: number, symbol: number) => [
    0xff,
    0xc4,
    0,
    20,
    kind,
    1,
    ...new Array(15).fill(0),
    symbol,
  ];
  return Uint8Array.from([
    ...[0xff, 0xd8, 0xff, 0xdb, 0, 67, 0, ...new Array(64).fill(1)],
    ...[0xff, 0xc0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0],
    ...table(0x00, 10),
    ...table(0x10, 0),
    ...[0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, scan >> 8, scan & 255, 0xff, 0xd9],
  ]);
}
