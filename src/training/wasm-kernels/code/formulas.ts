import { f32x4, i32, i32x4, v128 } from './instructions.ts';
import type { Allot, Code, Variable } from './routine.ts';

/** The code of y = f(x) on four floats; `parameter` is a number of the kernel, such as a slope. */
export type Formula = (x: Variable, allot: Allot, parameter: Variable) => Code;

const number = f32x4.const;
const one = number(1);

/** Σ coefficients[i] · t^(last − i) by Horner's rule. */
function polynomial(t: Variable, coefficients: readonly number[]): Code {
  const [first, ...others] = coefficients as [number, ...number[]];
  return others.reduce<Code>((sum, next) => f32x4.add(f32x4.mul(sum, t), number(next)), number(first));
}

/** 2ⁿ for an integer n in −126…127, from the exponent bits. */
const powerOfTwo = (n: Code): Code => i32x4.shiftLeft(i32x4.add(n, i32x4.const(127)), i32.const(23));

/**
 * eˣ = 2ⁿ · eʳ with n = round(x / ln 2), and the polynomial of Cephes' expf for |r| ≤ ln 2 / 2: within 2 units in the
 * last place. 2ⁿ is split into two factors, so that results overflow to infinity and underflow to zero correctly.
 */
export const exponential: Formula = (x, allot) => {
  const [n, r, whole, half] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
  const coefficients = [
    1.98756915e-4, 1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5,
  ];
  const power = f32x4.add(f32x4.mul(polynomial(r, coefficients), f32x4.mul(r, r)), f32x4.add(r, one));
  return [
    r.set(f32x4.atMost(f32x4.atLeast(x, number(-104)), number(89))),
    n.set(f32x4.nearest(f32x4.mul(r, number(Math.LOG2E)))),
    r.set(f32x4.sub(r, f32x4.mul(n, number(0.693359375)))),
    r.set(f32x4.add(r, f32x4.mul(n, number(2.1219444e-4)))),
    whole.set(i32x4.truncate(n)),
    half.set(i32x4.shiftRight(whole, i32.const(1))),
    f32x4.mul(f32x4.mul(power, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half))),
  ];
};

const logarithmCoefficients = [
  7.0376836292e-2, -1.151461031e-1, 1.167699874e-1, -1.2420140846e-1, 1.4249322787e-1, -1.6668057665e-1,
  2.0000714765e-1, -2.4999993993e-1, 3.3333331174e-1,
];

/** ln x = e · ln 2 + ln m, m in √½…√2, by the polynomial of Cephes' logf. Subnormals count as the smallest normal. */
export const logarithm: Formula = (x, allot) => {
  const [bits, e, m, isSmall] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
  const square = f32x4.mul(m, m);
  const tail = f32x4.mul(polynomial(m, logarithmCoefficients), f32x4.mul(square, m));
  const result = f32x4.add(
    f32x4.add(
      f32x4.sub(f32x4.add(tail, f32x4.mul(e, number(-2.1219444e-4))), f32x4.mul(square, number(0.5))),
      m,
    ),
    f32x4.mul(e, number(0.693359375)),
  );
  const where = (condition: Code, value: number, otherwise: Code) =>
    v128.select(condition, number(value), otherwise);
  return [
    bits.set(f32x4.max(x, number(1.17549435e-38))),
    e.set(f32x4.convert(i32x4.sub(i32x4.shiftRight(bits, i32.const(23)), i32x4.const(126)))),
    m.set(v128.or(v128.and(bits, i32x4.const(0x007fffff)), number(0.5))),
    isSmall.set(f32x4.lt(m, number(Math.SQRT1_2))),
    e.set(f32x4.sub(e, v128.and(one, isSmall))),
    m.set(f32x4.sub(f32x4.add(m, v128.and(m, isSmall)), one)),
    m.set(result),
    m.set(where(f32x4.eq(x, number(0)), -Infinity, m)),
    m.set(where(f32x4.eq(x, number(Infinity)), Infinity, m)),
    v128.select(f32x4.ge(x, number(0)), m, number(Number.NaN)),
  ];
};

/** An odd rational function x · p(x²) / q(x²) of x clamped to ±limit. */
function rational(limit: number, p: readonly number[], q: readonly number[]): Formula {
  return (x, allot) => {
    const [held, square] = [allot('v128'), allot('v128')];
    return [
      held.set(f32x4.atMost(f32x4.atLeast(x, number(-limit)), number(limit))),
      square.set(f32x4.mul(held, held)),
      f32x4.div(f32x4.mul(held, polynomial(square, p)), polynomial(square, q)),
    ];
  };
}

/** Eigen's approximation, within a few units in the last place. */
export const hyperbolicTangent = rational(
  7.905311107635498,
  [
    -2.76076847742355e-16, 2.00018790482477e-13, -8.60467152213735e-11, 5.12229709037114e-8,
    1.48572235717979e-5, 6.37261928875436e-4, 4.89352455891786e-3,
  ],
  [1.19825839466702e-6, 1.18534705686654e-4, 2.268434632439e-3, 4.89352518554385e-3],
);

/** π/2 in three parts, whose products with small whole numbers are exact but for the last. */
const halfTurnParts = [1.5703125, 4.837512969970703e-4, 7.549789954891882e-8];
const sineCoefficients = [-1.9515295891e-4, 8.3321608736e-3, -1.6666654611e-1];
const cosineCoefficients = [2.443315711809948e-5, -1.388731625493765e-3, 4.166664568298827e-2, -0.5, 1];

/**
 * sin(x + quarters · π/2): x less whole quarter turns, and Cephes' polynomials of sinf and cosf. Within 2e-7 for |x| up
 * to 8192; beyond, the quarter turns lose their last digits, and results only stay between −1 and 1.
 */
function sinusoid(quarters: 0 | 1): Formula {
  return (x, allot) => {
    const [turns, r, square, quarter, sine] = [
      ...[allot('v128'), allot('v128'), allot('v128'), allot('v128'), allot('v128')],
    ] as [Variable, Variable, Variable, Variable, Variable];
    const limit = number(Math.PI / 4);
    const low = (bit: number) => v128.and(quarter, i32x4.const(bit));
    return [
      turns.set(f32x4.nearest(f32x4.mul(x, number(2 / Math.PI)))),
      r.set(x),
      halfTurnParts.map((part) => r.set(f32x4.sub(r, f32x4.mul(turns, number(part))))),
      r.set(f32x4.min(f32x4.max(r, f32x4.neg(limit)), limit)),
      square.set(f32x4.mul(r, r)),
      quarter.set(i32x4.add(i32x4.truncate(turns), i32x4.const(quarters))),
      sine.set(f32x4.add(r, f32x4.mul(f32x4.mul(polynomial(square, sineCoefficients), square), r))),
      v128.xor(
        v128.select(i32x4.sub(i32x4.const(0), low(1)), polynomial(square, cosineCoefficients), sine),
        i32x4.shiftLeft(low(2), i32.const(30)),
      ),
    ];
  };
}

export const sine = sinusoid(0);
export const cosine = sinusoid(1);

/** Eigen's approximation. */
export const errorFunction = rational(
  4,
  [
    -2.72614225801306e-10, 2.77068142495902e-8, -2.10102402082508e-6, -5.69250639462346e-5,
    -7.34990630326855e-4, -2.95459980854025e-3, -1.60960333262415e-2,
  ],
  [
    -1.45660718464996e-5, -2.13374055278905e-4, -1.68282697438203e-3, -7.37332916720468e-3,
    -1.42647390514189e-2,
  ],
);

/** f(g(x)), where g is a single expression. */
function after(outer: Formula, inner: (x: Variable) => Code): Formula {
  return (x, allot, parameter) => {
    const between = allot('v128');
    return [between.set(inner(x)), outer(between, allot, parameter)];
  };
}

const minus = (x: Variable) => f32x4.neg(x);

/** 1 / (1 + e⁻ˣ). */
export const logistic: Formula = (...given) =>
  f32x4.div(one, f32x4.add(one, after(exponential, minus)(...given)));

/** ln(1 + eˣ) = max(x, 0) + ln(1 + e^−|x|). */
export const softplus: Formula = (x, allot, parameter) => {
  const power = allot('v128');
  return [
    power.set(f32x4.add(one, after(exponential, () => f32x4.neg(f32x4.abs(x)))(x, allot, parameter))),
    f32x4.add(f32x4.max(x, v128.zero), logarithm(power, allot, parameter)),
  ];
};

/** positive(x) above zero, negative(x) elsewhere. */
function split(positive: Formula, negative: Formula): Formula {
  return (x, allot, parameter) => {
    const [above, below] = [allot('v128'), allot('v128')];
    return [
      above.set(positive(x, allot, parameter)),
      below.set(negative(x, allot, parameter)),
      v128.select(f32x4.gt(x, v128.zero), above, below),
    ];
  };
}

const lessOne: Formula = (...given) => f32x4.sub(exponential(...given), one);
const scaled =
  (formula: Formula, by: number): Formula =>
  (...given) =>
    f32x4.mul(formula(...given), number(by));

const identity: Formula = (x) => x;
export const exponentialLinear = split(identity, lessOne);
/** Klambauer et al., "Self-Normalizing Neural Networks" (2017). */
export const scaledExponentialLinear = split(
  scaled(identity, 1.0507009873554805),
  scaled(lessOne, 1.0507009873554805 * 1.6732632423543772),
);

export const leaky = split(identity, (x, _, slope) => f32x4.mul(x, slope));

/** 1 above zero, NaN for NaN, otherwise the parameter. */
export const step: Formula = (x, _, low) =>
  v128.select(f32x4.ne(x, x), x, v128.select(f32x4.gt(x, v128.zero), one, low));
