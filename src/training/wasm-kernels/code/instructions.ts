import { type Code, unsigned, type Variable } from './routine.ts';

/**
 * The WebAssembly instructions that the kernels use. Each function takes the code of its operands and returns it
 * followed by its own opcode, so that expressions read as in any language.
 */

/** Signed LEB128 of a 32-bit number. */
function signed(value: number): number[] {
  const isLast = value >= -64 && value < 64;
  return isLast ? [value & 127] : [(value & 127) | 128, ...signed(value >> 7)];
}

function littleEndian(value: number): number[] {
  return [...new Uint8Array(new Float32Array([value]).buffer)];
}

export const plain =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands, opcode];

export const vector =
  (opcode: number) =>
  (...operands: readonly Code[]): Code => [...operands, 0xfd, unsigned(opcode)];

/** Left-associative: `add(a, b, c)` is `(a + b) + c`. */
const chain =
  (opcode: number) =>
  (first: Code, second: Code, ...others: readonly Code[]) =>
    others.reduce((sum, operand) => [sum, operand, opcode], [first, second, opcode]);

/** All alignment hints are 2^2 (a float): tensors are float-aligned, and engines ignore the hint. */
const memory =
  (...opcode: readonly number[]) =>
  (address: Code, offset = 0): Code => [address, opcode, 2, unsigned(offset)];

const store =
  (...opcode: readonly number[]) =>
  (address: Code, value: Code, offset = 0): Code => [address, value, opcode, 2, unsigned(offset)];

export const i32 = {
  const: (value: number): Code => [0x41, signed(value)],
  load: memory(0x28),
  store: store(0x36),
  loadByte: (address: Code): Code => [address, 0x2d, 0, 0],
  storeByte: (address: Code, value: Code, offset = 0): Code => [address, value, 0x3a, 0, unsigned(offset)],
  eqz: plain(0x45),
  eq: plain(0x46),
  lt: plain(0x48),
  gt: plain(0x4a),
  ge: plain(0x4e),
  ne: plain(0x47),
  /** Unsigned comparison, so that "0 ≤ x < bound" is one instruction. */
  below: plain(0x49),
  add: chain(0x6a),
  sub: chain(0x6b),
  mul: chain(0x6c),
  div: plain(0x6d),
  rem: plain(0x6f),
  and: chain(0x71),
  or: plain(0x72),
  xor: plain(0x73),
  shiftLeft: plain(0x74),
  shiftRight: plain(0x75),
  shiftRightUnsigned: plain(0x76),
};

export const f32 = {
  const: (value: number): Code => [0x43, littleEndian(value)],
  load: memory(0x2a),
  store: store(0x38),
  div: plain(0x95),
  convert: plain(0xb2),
};

export const v128 = {
  load: memory(0xfd, 0),
  /** Loads one float into all four lanes. */
  loadSplat: memory(0xfd, 9),
  /** Loads one float into the first lane and zeros into the others. */
  loadOne: memory(0xfd, ...unsigned(92)),
  store: store(0xfd, 11),
  /** Stores only the first lane. */
  storeOne: (address: Code, value: Code): Code => [address, value, 0xfd, unsigned(90), 2, 0, 0],
  storeLane: (address: Code, value: Code, lane: number, offset = 0): Code => [
    address,
    value,
    [0xfd, unsigned(90), 2, unsigned(offset), lane],
  ],
  /** Loads four bytes into four 32-bit lanes; `storeBytes` stores the low bytes of four lanes. */
  loadBytes: (address: Code): Code => [
    address,
    [0xfd, unsigned(92), 2, 0],
    [0xfd, unsigned(137)],
    [0xfd, unsigned(169)],
  ],
  storeBytes: (address: Code, value: Code): Code => [
    address,
    value,
    v128.zero,
    [0xfd, unsigned(134)],
    v128.zero,
    [0xfd, unsigned(102)],
    [0xfd, unsigned(90), 2, 0, 0],
  ],
  zero: [0xfd, 12, new Array<number>(16).fill(0)] as Code,
  /** Lanes 0–3 belong to the first operand, 4–7 to the second. */
  shuffle: (lanes: readonly number[], first: Code, second: Code): Code => [
    first,
    second,
    0xfd,
    13,
    lanes.flatMap((lane) => [0, 1, 2, 3].map((byte) => lane * 4 + byte)),
  ],
  and: vector(78),
  andNot: vector(79),
  or: vector(80),
  xor: vector(81),
  /** Takes bits of `whenOne` where the mask is one, else of `whenZero`. */
  select: (mask: Code, whenOne: Code, whenZero: Code): Code => [whenOne, whenZero, mask, 0xfd, 82],
};

export const f32x4 = {
  splat: vector(19),
  const: (value: number): Code => [f32.const(value), 0xfd, 19],
  eq: vector(65),
  ne: vector(66),
  lt: vector(67),
  gt: vector(68),
  le: vector(69),
  ge: vector(70),
  floor: vector(104),
  nearest: vector(106),
  abs: vector(224),
  neg: vector(225),
  sqrt: vector(227),
  add: vector(228),
  sub: vector(229),
  mul: vector(230),
  div: vector(231),
  /** NaN if either operand is NaN, for which V8 takes seven instructions. */
  min: vector(232),
  max: vector(233),
  /** The first operand if either is NaN: one instruction. */
  atMost: vector(234),
  atLeast: vector(235),
  convert: vector(250),
  /** Rounds the two doubles of a vector to floats, followed by two zeros. */
  demote: vector(94),
  /** a · b + c of relaxed SIMD: whether the product is rounded before the sum depends on the processor. */
  relaxedMultiplyAdd: vector(261),
};

export const f64x2 = {
  /** The first two floats as doubles. */
  promote: vector(95),
  const: (value: number): Code => [0x44, [...new Uint8Array(new Float64Array([value]).buffer)], 0xfd, 20],
  gt: vector(74),
  abs: vector(236),
  add: vector(240),
  sub: vector(241),
  mul: vector(242),
};

export const i64x2 = {
  const: (value: bigint): Code => [0xfd, 12, [...new Uint8Array(BigInt64Array.of(value, value).buffer)]],
  shiftRight: vector(204),
  add: vector(206),
};

export const i32x4 = {
  splat: vector(17),
  const: (value: number): Code => [i32.const(value), 0xfd, 17],
  lanes: (...values: readonly [number, number, number, number]): Code => [
    0xfd,
    12,
    [...new Uint8Array(Int32Array.from(values).buffer)],
  ],
  lane: (value: Code, lane: number): Code => [value, 0xfd, 27, lane],
  shiftLeft: vector(171),
  shiftRight: vector(172),
  /** Shifts in zeros from the left. */
  shiftRightUnsigned: vector(173),
  add: vector(174),
  sub: vector(177),
  truncate: vector(248),
  /** a ≤ b, unsigned. */
  atMostUnsigned: vector(62),
};

export const ifThen = (condition: Code, then: Code, otherwise?: Code): Code =>
  otherwise === undefined
    ? [condition, 0x04, 0x40, then, 0x0b]
    : [condition, 0x04, 0x40, then, 0x05, otherwise, 0x0b];

/** `condition ? first : second`, both evaluated. */
export const choose = (condition: Code, first: Code, second: Code): Code => [first, second, condition, 0x1b];

export const minimum = (first: Code, second: Code): Code => choose(i32.lt(first, second), first, second);

export const maximum = (first: Code, second: Code): Code => choose(i32.gt(first, second), first, second);

/** Tests at the end of the body: one branch per iteration, where the textbook form has two. */
export const whileLoop = (condition: Code, body: Code): Code =>
  ifThen(condition, [0x03, 0x40, body, condition, 0x0d, 0, 0x0b]);

/** Runs `body` for index = 0, step, 2·step, … below the limit. */
export const forEach = (index: Variable, limit: Code, body: Code, step = 1): Code => [
  index.set(i32.const(0)),
  whileLoop(i32.lt(index, limit), [body, advance(index, i32.const(step))]),
];

export const advance = (variable: Variable, by: Code): Code => variable.set(i32.add(variable, by));
