import type { RawColumn, RawData, RawPart } from '../../data/raw-data.ts';
import { sizeOfShape } from '../../study/inputs/shape-size.ts';
import { hasStepFlags } from '../../study/windows/padding.ts';

/** 64 bits per row, in two lanes. Rows with the same inputs have equal hashes; the converse must be verified. */
export interface RowHashes {
  readonly first: Uint32Array;
  readonly second: Uint32Array;
}

const cell = new Float64Array(1);
const words = new Uint32Array(cell.buffer);

/** Missing cells are equal, and so are 0 and −0. */
export function hashRows(inputs: RawData['inputs'], rows: number): RowHashes {
  return hashPlaces(inputs, rows, { from: 0, step: 1 });
}

/** The hashes of every other column, and of the remaining ones; of images every other pixel, of arrays every other number. */
export function hashHalves(inputs: RawData['inputs'], rows: number): RowHashes[] {
  return [0, 1].map((from) => hashPlaces(inputs, rows, { from, step: 2 }));
}

function hashPlaces(inputs: RawData['inputs'], rows: number, places: Places): RowHashes {
  const hashes = emptyHashes(rows);
  if (inputs.kind === 'images') {
    hashBytes(inputs.pixels, sizeOfShape(inputs.shape), places, hashes);
  } else if (inputs.kind === 'arrays') {
    for (const part of inputs.parts) hashArray(part, places, hashes);
  } else {
    const { from, step } = places;
    for (let at = from; at < inputs.columns.length; at += step) {
      hashColumn(inputs.columns[at] as RawColumn, hashes);
    }
  }
  return finish(hashes);
}

function emptyHashes(rows: number): RowHashes {
  return { first: new Uint32Array(rows), second: new Uint32Array(rows).fill(0x9e3779b9) };
}

function hashColumn(column: RawColumn, hashes: RowHashes): void {
  if (column.kind === 'category') {
    for (let row = 0; row < column.codes.length; row++) mix(hashes, row, column.codes[row] as number);
    return;
  }
  const { values } = column;
  const own = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (Number.isNaN(value) || value === 0) {
      mixNumber(hashes, row, value);
      continue;
    }
    mix(hashes, row, own[2 * row] as number);
    mix(hashes, row, own[2 * row + 1] as number);
  }
}

function hashArray(part: RawPart, { from, step }: Places, hashes: RowHashes): void {
  const { shape, values } = part;
  const size = sizeOfShape(shape);
  // The 1 of each step of a padded sequence is no number of its own: every other one could be all that a half has.
  const width = hasStepFlags(part) ? (shape.at(-1) as number) : size + 1;
  for (let row = 0; row < hashes.first.length; row++) {
    for (let start = 0, next = from; start < size; start += width) {
      const count = Math.min(width - 1, size - start);
      for (; next < count; next += step) mixNumber(hashes, row, values[row * size + start + next] as number);
      next -= count;
    }
  }
}

function mixNumber(hashes: RowHashes, row: number, value: number): void {
  // NaN has many bit patterns, and adding 0 turns −0 into 0.
  cell[0] = Number.isNaN(value) ? Number.NaN : value + 0;
  mix(hashes, row, words[0] as number);
  mix(hashes, row, words[1] as number);
}

/** Columns, or places within a row. */
interface Places {
  readonly from: number;
  readonly step: number;
}

function hashBytes(bytes: Uint8Array, size: number, { from, step }: Places, hashes: RowHashes): void {
  for (let row = 0; row < hashes.first.length; row++) {
    const end = (row + 1) * size;
    let word = 0;
    let held = 0;
    for (let at = row * size + from; at < end; at += step) {
      word = (word << 8) | (bytes[at] as number);
      if (++held % 4 === 0) mix(hashes, row, word);
    }
    if (held % 4 !== 0) mix(hashes, row, word << 8);
  }
}

/** A round of MurmurHash3 in each lane, with the constants of its 32-bit and of its 128-bit form. */
function mix({ first, second }: RowHashes, row: number, word: number): void {
  const one = Math.imul(rotate(Math.imul(word, 0xcc9e2d51), 15), 0x1b873593);
  first[row] = Math.imul(rotate((first[row] as number) ^ one, 13), 5) + 0xe6546b64;
  const other = Math.imul(rotate(Math.imul(word, 0x239b961b), 16), 0xab0e9789);
  second[row] = Math.imul(rotate((second[row] as number) ^ other, 19), 5) + 0x561ccd1b;
}

function rotate(word: number, bits: number): number {
  return (word << bits) | (word >>> (32 - bits));
}

function finish(hashes: RowHashes): RowHashes {
  for (const lane of [hashes.first, hashes.second]) {
    for (let row = 0; row < lane.length; row++) lane[row] = avalanche(lane[row] as number);
  }
  return hashes;
}

/** MurmurHash3's finaliser: every bit depends on every other. */
export function avalanche(word: number): number {
  let mixed = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
