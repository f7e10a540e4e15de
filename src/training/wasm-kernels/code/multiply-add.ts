import { setFlagsFromString } from 'node:v8';
import { assemble } from './assembler.ts';
import { f32x4, f64x2, i32, i64x2, v128 } from './instructions.ts';
import { type Allot, type Code, routine, type Variable } from './routine.ts';

declare const WebAssembly: { readonly Memory: new (limits: object) => { readonly buffer: ArrayBuffer } };

/** The code of a · b + c on four floats, rounded once (IEEE 754 fusedMultiplyAdd). */
type MultiplyAdd = (a: Variable, b: Variable, c: Variable, allot: Allot) => Code;

// V8 has relaxed SIMD since 11.4; that of Node 20 (11.3) wants to be asked, later ones do not know the flag.
if (process.versions.v8.startsWith('11.3.')) setFlagsFromString('-experimental-wasm-relaxed-simd');

/** The processor's own instruction. */
const ownMultiplyAdd: MultiplyAdd = (a, b, c) => f32x4.relaxedMultiplyAdd(a, b, c);

/** The same bits where there is no such instruction, in about thirty. */
export const exactMultiplyAdd: MultiplyAdd = (a, b, c, allot) => {
  const [first, last] = [
    [0, 1, 0, 1],
    [2, 3, 2, 3],
  ] as const;
  const half = (lanes: readonly number[]) => {
    const low = (vector: Variable) => f64x2.promote(v128.shuffle(lanes, vector, vector));
    return sumOf(f64x2.mul(low(a), low(b)), low(c), allot);
  };
  return v128.shuffle([0, 1, 4, 5], half(first), half(last));
};

/**
 * The sum of two doubles as floats. A double that is rounded again could differ in the last bit; rounded to odd where it is
 * not exact, it cannot, since it has more than two bits beyond a float's (Boldo and Melquiond, "Emulation of a FMA and
 * Correctly Rounded Sums", 2008). The error of the sum is that of Knuth's TwoSum; the product of two floats has none.
 */
function sumOf(product: Code, addend: Code, allot: Allot): Code {
  const [p, c, sum, part, error] = [
    allot('v128'),
    allot('v128'),
    allot('v128'),
    allot('v128'),
    allot('v128'),
  ];
  const isInexact = f64x2.gt(f64x2.abs(error), f64x2.const(0));
  const isEven = i64x2.add(v128.and(sum, i64x2.const(1n)), i64x2.const(-1n));
  const towardsError = v128.or(i64x2.shiftRight(v128.xor(error, sum), i32.const(63)), i64x2.const(1n));
  return [
    [p.set(product), c.set(addend), sum.set(f64x2.add(p, c)), part.set(f64x2.sub(sum, p))],
    error.set(f64x2.add(f64x2.sub(p, f64x2.sub(sum, part)), f64x2.sub(c, part))),
    f32x4.demote(i64x2.add(sum, v128.and(towardsError, v128.and(isInexact, isEven)))),
  ];
}

/** A function of three vectors of four floats. Throws where the engine does not know the instructions. */
export function compiled(code: MultiplyAdd): (operands: readonly (readonly number[])[]) => Float32Array {
  const memory = new WebAssembly.Memory({ initial: 1 });
  const program = routine('multiply-add', {}, (_, allot) => {
    const at = i32.const(0);
    const [a, b, c] = [allot('v128'), allot('v128'), allot('v128')];
    const loads = [a.set(v128.load(at)), b.set(v128.load(at, 16)), c.set(v128.load(at, 32))];
    return [loads, v128.store(at, code(a, b, c, allot))];
  });
  const run = assemble([program], memory)[program.name];
  return (operands) => {
    const floats = new Float32Array(memory.buffer);
    floats.set(operands.flat());
    run?.();
    return floats.slice(0, 4);
  };
}

/** Whether this engine and processor compute a · b + c with one rounding: (1 + 2⁻¹²)² − 1 − 2⁻¹¹ is 2⁻²⁴, else 0. */
function isFused(): boolean {
  const factor = new Array<number>(4).fill(1 + 2 ** -12);
  const addend = new Array<number>(4).fill(-1 - 2 ** -11);
  try {
    return compiled(ownMultiplyAdd)([factor, factor, addend]).every((value) => value === 2 ** -24);
  } catch {
    return false;
  }
}

let isKnownFused: boolean | undefined;

/** Whether the processor has the instruction; without it, matrix products take several times as long. */
export function hasMultiplyAdd(): boolean {
  isKnownFused ??= isFused();
  return isKnownFused;
}

/** a · b + c with the same bits on every machine. */
export const multiplyAdd: MultiplyAdd = (...operands) =>
  (hasMultiplyAdd() ? ownMultiplyAdd : exactMultiplyAdd)(...operands);
