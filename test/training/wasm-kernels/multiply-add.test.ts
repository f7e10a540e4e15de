import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { randomFor } from '../../../src/statistics/random.ts';
import {
  compiled,
  exactMultiplyAdd,
  hasMultiplyAdd,
  multiplyAdd,
} from '../../../src/training/wasm-kernels/code/multiply-add.ts';

const float = new Float32Array(1);
const bits = new Uint32Array(float.buffer);

/** A finite float as an integer times 2⁻¹⁴⁹. */
function scaled(value: number): bigint {
  float[0] = value;
  const [word = 0] = bits;
  const exponent = (word >>> 23) & 255;
  const fraction = BigInt(word & 0x7f_ffff);
  const magnitude = exponent === 0 ? fraction : (fraction + (1n << 23n)) << BigInt(exponent - 1);
  return word >>> 31 === 1 ? -magnitude : magnitude;
}

/** The float nearest to an integer times 2⁻²⁹⁸, ties to even. */
function nearest(exact: bigint): number {
  const magnitude = exact < 0n ? -exact : exact;
  const length = magnitude.toString(2).length;
  const dropped = BigInt(Math.max(149, length - 24));
  const [kept, rest, half] = [magnitude >> dropped, magnitude & ((1n << dropped) - 1n), 1n << (dropped - 1n)];
  const rounded = rest > half || (rest === half && (kept & 1n) === 1n) ? kept + 1n : kept;
  const value = Number(rounded) * 2 ** (Number(dropped) - 298);
  return Math.fround(exact < 0n ? -value : value);
}

/** a · b + c by whole numbers of any size. */
const oracle = ([a, b, c]: readonly number[]): number =>
  nearest(scaled(a as number) * scaled(b as number) + (scaled(c as number) << 149n));

const anyFloats = randomFor('multiply-add', 'any');
function anyFloat(exponents: readonly [number, number]): number {
  const [least, most] = exponents;
  const exponent = least + Math.floor(anyFloats.next() * (most - least));
  // Few bits and many, so that sums lie close to the middle between two floats.
  const places = anyFloats.next() < 0.5 ? 24 : 3;
  const fraction = Math.floor(anyFloats.next() * 2 ** places) / 2 ** places;
  return Math.fround((anyFloats.next() < 0.5 ? -1 : 1) * (1 + fraction) * 2 ** exponent);
}

const tiny = 2 ** -149;
const middles = [
  [1 + 2 ** -12, 1 + 2 ** -12, -1 - 2 ** -11],
  // Just above and below the middle between two floats, by less than a double can tell.
  [1, 1 + 2 ** -23, 2 ** 24],
  [2 ** -60, 2 ** -60, 2 ** 24 + 2],
  [1 + 2 ** -23, 2 ** -24, 1],
  [1 - 2 ** -24, 2 ** -24, 1],
  [-1 - 2 ** -23, 2 ** -24, 1],
  [tiny, 0.5, 2 ** -126],
  [tiny, 0.75, tiny],
  [tiny, -tiny, tiny],
  [3, 5, -15],
];
const random = Array.from({ length: 5000 }, (_, index) => {
  const range = index % 2 === 0 ? ([-20, 5] as const) : ([-70, 50] as const);
  return [anyFloat(range), anyFloat(range), anyFloat(range)];
});

describe.each([
  ['of the processor', multiplyAdd],
  ['by doubles', exactMultiplyAdd],
])('a product and a sum %s', (_, code) => {
  const compute = compiled(code);

  test('are rounded once', () => {
    for (const operands of [...middles, ...random]) {
      const four = operands.map((value) => new Array<number>(4).fill(value));
      const results = compute(four);
      expect([operands, ...results]).toEqual([operands, ...new Array<number>(4).fill(oracle(operands))]);
    }
  });

  test('keep lanes apart', () => {
    const results = compute([
      [1, 2, 3, 4],
      [5, 6, 7, 8],
      [0.5, -0.5, 0.25, 0],
    ]);
    expect([...results]).toEqual([5.5, 11.5, 21.25, 32]);
  });

  test('pass on what is not finite', () => {
    const results = compute([
      [Infinity, Infinity, Number.NaN, 3e38],
      [1, 0, 1, 3e38],
      [1, 1, 1, -1],
    ]);
    expect([...results]).toEqual([Infinity, Number.NaN, Number.NaN, Infinity]);
  });
});

const cpuInfo = '/proc/cpuinfo';
test.runIf(existsSync(cpuInfo) && / fma /.test(readFileSync(cpuInfo, 'utf8')))(
  'are one instruction where the processor has it',
  () => expect(hasMultiplyAdd()).toBe(true),
);
