import { plain, vector } from './instructions.ts';
import { type Code, unsigned } from './routine.ts';

/*
 * WebAssembly instructions on single numbers of 64 bits, and on code units of texts; see instructions.ts.
 */

/** The alignment hints are those of a single byte. */
const memory =
  (opcode: number) =>
  (address: Code, offset = 0): Code => [address, opcode, 0, unsigned(offset)];

export const u16 = {
  load: memory(0x2f),
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x3b, 0, unsigned(offset)],
};

export const i16x8 = {
  splat: vector(16),
  eq: vector(45),
  /** Sixteen lanes of two vectors as bytes; −1 stays −1. */
  narrow: vector(101),
};

/** Signs of sixteen bytes, as the low bits of an integer. */
export const signBits = vector(100);

/** The number of zeros below the lowest one. */
export const trailingZeros = plain(0x68);

export const i64 = {
  const: (value: bigint): Code => [0x42, signed(value)],
  add: plain(0x7c),
  mul: plain(0x7e),
  and: plain(0x83),
  /** Unsigned comparison. */
  below: plain(0x54),
  extend: plain(0xad),
};

export const f64 = {
  const: (value: number): Code => [0x44, [...new Uint8Array(new Float64Array([value]).buffer)]],
  load: memory(0x2b),
  store: (address: Code, value: Code, offset = 0): Code => [address, value, 0x39, 0, unsigned(offset)],
  eq: plain(0x61),
  ge: plain(0x66),
  abs: plain(0x99),
  neg: plain(0x9a),
  floor: plain(0x9c),
  add: plain(0xa0),
  sub: plain(0xa1),
  mul: plain(0xa2),
  div: plain(0xa3),
  /** A signed integer of 64 bits, rounded to the nearest double. */
  convert: plain(0xb9),
};

/** Signed LEB128. */
function signed(value: bigint): number[] {
  const low = Number(value & 127n);
  const rest = value >> 7n;
  const isLast = (rest === 0n && low < 64) || (rest === -1n && low >= 64);
  return isLast ? [low] : [low | 128, ...signed(rest)];
}

/** Ends the routine. */
export const end: Code = 0x0f;
