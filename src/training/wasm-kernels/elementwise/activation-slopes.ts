import { exponential, hyperbolicTangent, logistic } from '../code/formulas.ts';
import { f32x4, v128 } from '../code/instructions.ts';
import type { Allot, Code, Variable } from '../code/routine.ts';

/** Sets `value` to f(x) and, if it is wanted, `slope` to f′(x). */
export type Activation = (x: Variable, value: Variable, slope: Variable | undefined, allot: Allot) => Code;

const number = f32x4.const;
const { add, sub, mul, div } = f32x4;
const [one, two] = [number(1), number(2)];

const seluScale = 1.0507009873554805;
const seluLeft = seluScale * 1.6732632423543772;

export const activations: Readonly<Record<string, Activation>> = {
  relu: (x, value, slope) => [
    value.set(f32x4.max(x, v128.zero)),
    slope?.set(v128.and(f32x4.gt(x, v128.zero), one)) ?? [],
  ],
  tanh: (x, value, slope, allot) => [
    value.set(hyperbolicTangent(x, allot, x)),
    slope?.set(sub(one, mul(value, value))) ?? [],
  ],
  selu: (x, value, slope, allot) => {
    const power = allot('v128');
    const isRight = f32x4.gt(x, v128.zero);
    return [
      power.set(exponential(x, allot, x)),
      value.set(v128.select(isRight, mul(x, number(seluScale)), mul(sub(power, one), number(seluLeft)))),
      slope?.set(v128.select(isRight, number(seluScale), mul(power, number(seluLeft)))) ?? [],
    ];
  },
  swish: (x, value, slope, allot) => {
    const share = allot('v128');
    return [
      share.set(logistic(x, allot, x)),
      value.set(mul(x, share)),
      slope?.set(add(share, mul(value, sub(one, share)))) ?? [],
    ];
  },
  /** x · tanh(ln(1 + w)) with w = eˣ is x · n / (n + 2) with n = w (w + 2). */
  mish: (x, value, slope, allot) => {
    const [held, w, n, inverse] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
    const rise = mul(mul(mul(w, add(w, one)), mul(inverse, inverse)), number(4));
    return [
      // Beyond, n is too large for a float, and the share is 1 anyway.
      held.set(f32x4.min(x, number(20))),
      w.set(exponential(held, allot, held)),
      n.set(mul(w, add(w, two))),
      inverse.set(div(one, add(n, two))),
      n.set(mul(n, inverse)),
      value.set(mul(x, n)),
      slope?.set(add(n, mul(x, rise))) ?? [],
    ];
  },
};
