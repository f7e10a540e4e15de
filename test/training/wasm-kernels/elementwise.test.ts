import { describe, expect, it } from 'vitest';
import { Draw, expectAgreement, on, tf, weighted } from './both-backends.ts';

const wide = [
  -1e30,
  -200,
  -104,
  -103.5,
  -90,
  -88,
  -20,
  -9,
  -3,
  -1,
  -0.5,
  -1e-3,
  -1e-7,
  0,
  1e-7,
  1e-3,
  0.5,
  1,
  3,
  9,
  20,
  88,
  88.7,
  90,
  1e30,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  Number.NaN,
];

/** The cpu backend's sine of more than a few thousand turns has other last digits. */
const bounded = ['cos', 'sin'];

const unary: Readonly<Record<string, (x: tf.Tensor) => tf.Tensor>> = {
  abs: tf.abs,
  cos: tf.cos,
  elu: tf.elu,
  exp: tf.exp,
  leakyRelu: (x) => tf.leakyRelu(x, 0.3),
  neg: tf.neg,
  reciprocal: tf.reciprocal,
  relu: tf.relu,
  relu6: tf.relu6,
  selu: tf.selu,
  sigmoid: tf.sigmoid,
  sin: tf.sin,
  square: tf.square,
  step: (x) => tf.step(x, 0.25),
  tanh: tf.tanh,
  log: (x) => tf.log(x),
  sqrt: (x) => tf.sqrt(x),
  rsqrt: (x) => tf.rsqrt(x),
  softplus: tf.softplus,
  erf: tf.erf,
  floor: tf.floor,
  clip: (x) => tf.clipByValue(x, -1, 0.75),
};

describe('functions of one tensor', () => {
  it('agree with the cpu backend over the whole range of floats, infinities and NaN included', async () => {
    // The cpu backend's erf of infinity is NaN, and its softplus goes through another formula beyond ±13.
    const finite = wide.filter((value) => Number.isFinite(value));
    for (const [name, compute] of Object.entries(unary)) {
      const small = wide.filter((value) => !(Math.abs(value) > 8192 && Number.isFinite(value)));
      const values = name === 'erf' ? finite : bounded.includes(name) ? small : wide;
      await expectAgreement(name, () => compute(tf.tensor1d(values)));
    }
  });

  it('are within a few units in the last place of the exact exponential, logarithm and tangent', async () => {
    const draws = new Draw('precision').values(2000).map((value) => Math.fround(value * 20));
    for (const [name, exact] of [
      ['exp', Math.exp],
      ['tanh', Math.tanh],
      ['log', (x: number) => Math.log(Math.abs(x))],
      ['sin', Math.sin],
      ['cos', Math.cos],
      ['sigmoid', (x: number) => 1 / (1 + Math.exp(-x))],
    ] as const) {
      const xs = name === 'log' ? draws.map(Math.abs) : draws;
      const [result] = await on('wasm', () => (unary[name] as (x: tf.Tensor) => tf.Tensor)(tf.tensor1d(xs)));
      const worst = xs.reduce((most, x, index) => {
        const value = result?.values[index] as number;
        const scale = bounded.includes(name)
          ? 1
          : name === 'log'
            ? Math.max(1, Math.abs(exact(x)))
            : Math.abs(exact(x));
        return Math.max(most, Math.abs(value - exact(x)) / scale);
      }, 0);
      expect(worst, name).toBeLessThan(5e-7);
    }
  });

  it('agree on counts that four does not divide, and on their gradients', async () => {
    for (const [name, compute] of Object.entries(unary)) {
      for (const count of [1, 2, 3, 5, 8]) {
        const x = new Draw(name, count)
          .values(count)
          .map(name === 'log' || name.endsWith('sqrt') ? Math.abs : Number);
        await expectAgreement(`${name} of ${count}`, () => [
          compute(tf.tensor1d(x)),
          tf.grad((given) => weighted(compute(given)))(tf.tensor1d(x)),
        ]);
      }
    }
  });
});

const shapes: readonly (readonly [readonly number[], readonly number[]])[] = [
  [[7], [7]],
  [[], [6]],
  [[5], []],
  [[], []],
  [[3, 5], [5]],
  [
    [3, 5],
    [3, 1],
  ],
  [
    [3, 1],
    [1, 5],
  ],
  [[2, 3, 4, 5], [5]],
  [
    [2, 3, 4, 5],
    [1, 3, 1, 5],
  ],
  [
    [2, 1, 4, 1],
    [2, 3, 1, 5],
  ],
  [
    [4, 3],
    [2, 4, 3],
  ],
  [
    [1, 1],
    [4, 1],
  ],
];

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const arithmetic: Readonly<Record<string, Binary>> = {
  add: tf.add,
  sub: tf.sub,
  mul: tf.mul,
  div: tf.div,
  maximum: tf.maximum,
  minimum: tf.minimum,
  squaredDifference: tf.squaredDifference,
};

/** tfjs itself has no gradient of these when shapes differ. */
const sameShapeOnly = ['maximum', 'minimum', 'squaredDifference'];

const comparisons: Readonly<Record<string, Binary>> = {
  equal: tf.equal,
  notEqual: tf.notEqual,
  less: tf.less,
  lessEqual: tf.lessEqual,
  greater: tf.greater,
  greaterEqual: tf.greaterEqual,
};

describe('functions of two tensors', () => {
  it('agree with the cpu backend for every way of broadcasting, forward and backward', async () => {
    for (const [name, compute] of Object.entries(arithmetic)) {
      for (const [aShape, bShape] of shapes) {
        const draw = new Draw(name, JSON.stringify([aShape, bShape]));
        const [a, b] = [draw.shape(...aShape), draw.shape(...bShape)];
        const hasGradient =
          !sameShapeOnly.includes(name) || JSON.stringify(aShape) === JSON.stringify(bShape);
        const gradients = tf.grads((left, right) => weighted(compute(left, right)));
        await expectAgreement(`${name} ${JSON.stringify([aShape, bShape])}`, () => [
          compute(a.tensor(), b.tensor()),
          ...(hasGradient ? gradients([a.tensor(), b.tensor()]) : []),
        ]);
      }
    }
  });

  it('compare as the cpu backend does, floats and whole numbers', async () => {
    for (const [name, compute] of Object.entries(comparisons)) {
      for (const [aShape, bShape] of shapes) {
        const draw = new Draw(name, JSON.stringify([aShape, bShape]));
        const [a, b] = [draw.shape(...aShape), draw.shape(...bShape)];
        // Rounded, so that some are equal.
        await expectAgreement(`${name} ${JSON.stringify([aShape, bShape])}`, () => [
          compute(a.tensor().round(), b.tensor().round()),
          compute(a.tensor().toInt(), b.tensor().toInt()),
        ]);
      }
    }
  });

  it('leave whole numbers to the backend', async () => {
    await expectAgreement('int32', () => {
      const [a, b] = [tf.tensor1d([1, -2, 3], 'int32'), tf.tensor1d([5, 5, -7], 'int32')];
      return [tf.add(a, b), tf.mul(a, b), tf.maximum(a, b), tf.abs(a)];
    });
  });

  it('take a slope for each channel', async () => {
    const draw = new Draw('prelu');
    const [x, alpha] = [draw.shape(3, 4, 5), draw.shape(5)];
    await expectAgreement('prelu', () => [
      tf.prelu(x.tensor(), alpha.tensor()),
      ...tf.grads((given, slopes) => weighted(tf.prelu(given, slopes)))([x.tensor(), alpha.tensor()]),
    ]);
  });

  it('choose between tensors, and cast, as the cpu backend does', async () => {
    for (const count of [1, 3, 4, 6, 9]) {
      const draw = new Draw('select', count);
      const [a, b] = [draw.shape(count), draw.shape(count)];
      await expectAgreement(`${count}`, () => {
        const condition = tf.greater(a.tensor(), b.tensor());
        return [
          tf.where(condition, a.tensor(), b.tensor()),
          tf.where(condition, tf.scalar(3), tf.scalar(4)),
          condition.toFloat(),
          condition.toInt(),
          a.tensor().toInt(),
          a.tensor().toInt().toFloat(),
          a.tensor().toBool(),
        ];
      });
    }
  });
});
