import { type Allot, type Code, f32x4, i32x4, type Variable, v128 } from './instructions.ts';

/** The code of y = f(x) on four floats; `parameter` is the kernel's own number, such as a slope. */
export type Formula = (x: Variable, allot: Allot, parameter: Variable) => Code;

const constant = f32x4.const;
const one = constant(1);
const signBit = i32x4.const(-2147483648);

/** Σ coefficients[i] · tⁱ, highest power first, by Horner's rule. */
function polynomial(t: Variable, coefficients: readonly number[]): Code {
  const [first, ...others] = coefficients as [number, ...number[]];
  return others.reduce<Code>((sum, next) => f32x4.add(f32x4.mul(sum, t), constant(next)), constant(first));
}

/** 2ⁿ for whole n in −126…127, by writing the exponent's bits. */
const powerOfTwo = (n: Code): Code => i32x4.shiftLeft(i32x4.add(n, i32x4.const(127)), [0x41, 23]);

/**
 * eˣ = 2ⁿ · eʳ with n = round(x / ln 2): the polynomial of Cephes' expf for |r| ≤ ln 2 / 2, within 2 units in the last
 * place. 2ⁿ in two factors, so that the ends overflow to infinity and fade to zero as they should.
 */
export const exponential: Formula = (x, allot) => {
  const [n, r, whole, half] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
  const taylor = [1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5];
  return [
    r.set(f32x4.min(f32x4.max(x, constant(-104)), constant(89))),
    n.set(f32x4.nearest(f32x4.mul(r, constant(Math.LOG2E)))),
    r.set(f32x4.sub(r, f32x4.mul(n, constant(0.693359375)))),
    r.set(f32x4.sub(r, f32x4.mul(n, constant(-2.12194440e-4)))),
    whole.set(i32x4.truncate(n)),
    half.set(i32x4.shiftRight(whole, [0x41, 1])),
    f32x4.add(f32x4.mul(polynomial(r, taylor), f32x4.mul(r, r)), f32x4.add(r, one)),
    ...[powerOfTwo(half), 0xfd],
  ];
};
