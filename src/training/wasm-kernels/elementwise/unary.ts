import type { ClipByValueAttrs, TensorInfo } from '@tensorflow/tfjs-core';
import { divided, passUnit, passWork } from '../code/division.ts';
import {
  cosine,
  errorFunction,
  exponential,
  exponentialLinear,
  type Formula,
  hyperbolicTangent,
  leaky,
  logarithm,
  logistic,
  scaledExponentialLinear,
  sine,
  softplus,
  step,
} from '../code/formulas.ts';
import { f32x4, v128 } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Routine, routine } from '../code/routine.ts';
import { floats, type Kernel, type KernelFamily } from '../kernel.ts';
import type { Machine } from '../machine.ts';
import { sizeOf } from '../shape.ts';

type UnaryRoutine = Routine<'x' | 'y' | 'count' | 'parameter'>;

/** y[i] = f(x[i]); y may be x. */
function map(name: string, formula: Formula): UnaryRoutine {
  const parameters = { x: 'i32', y: 'i32', count: 'i32', parameter: 'f32' } as const;
  const whole = routine(name, parameters, ({ x, y, count, parameter }, allot) => {
    const [value, given] = [allot('v128'), allot('v128')];
    return [
      given.set(f32x4.splat(parameter)),
      overFloats(count, [x, y], ({ load, store }) => [
        value.set(load(x)),
        store(y, formula(value, allot, given)),
      ]),
    ];
  });
  return divided(whole, (value) => ({
    ...{ along: 'count', unit: passUnit, steps: { x: 4, y: 4 }, work: passWork * value('count') },
  }));
}

const one = f32x4.const(1);
const zero = v128.zero;

/** Formulas by the kernel names of TensorFlow.js. */
const formulas = {
  Abs: (x) => f32x4.abs(x),
  Cos: cosine,
  Elu: exponentialLinear,
  Erf: errorFunction,
  Exp: exponential,
  Floor: (x) => f32x4.floor(x),
  LeakyRelu: leaky,
  Log: logarithm,
  Neg: (x) => f32x4.neg(x),
  Reciprocal: (x) => f32x4.div(one, x),
  Relu: (x) => f32x4.max(x, zero),
  Relu6: (x) => f32x4.min(f32x4.max(x, zero), f32x4.const(6)),
  Rsqrt: (x) => f32x4.div(one, f32x4.sqrt(x)),
  Selu: scaledExponentialLinear,
  Sigmoid: logistic,
  Sin: sine,
  Softplus: softplus,
  Sqrt: (x) => f32x4.sqrt(x),
  Square: (x) => f32x4.mul(x, x),
  Step: step,
  Tanh: hyperbolicTangent,
} satisfies Readonly<Record<string, Formula>>;

export type UnaryName = keyof typeof formulas;

/** Their routines. */
export const mappings = Object.fromEntries(
  Object.entries(formulas).map(([name, formula]) => [name, map(name, formula)]),
) as Readonly<Record<UnaryName, UnaryRoutine>>;

/** Applies a function to a tensor in place. */
export function applyInPlace(machine: Machine, name: UnaryName, tensor: TensorInfo, parameter = 0): void {
  const x = machine.address(tensor);
  machine.run(mappings[name], { x, y: x, count: sizeOf(tensor.shape), parameter });
}

/** y[i] = x[i] clamped to lower…upper. */
const clip = routine(
  'clip',
  { x: 'i32', y: 'i32', count: 'i32', lower: 'f32', upper: 'f32' },
  ({ x, y, count, lower, upper }, allot) => {
    const [low, high] = [allot('v128'), allot('v128')];
    return [
      [low.set(f32x4.splat(lower)), high.set(f32x4.splat(upper))],
      overFloats(count, [x, y], ({ load, store }) => store(y, f32x4.min(f32x4.max(load(x), low), high))),
    ];
  },
);

/**
 * Functions of one tensor, four floats at a time.
 *
 * The backend computes most of them with a call of the C library per float.
 */
export const unaryFunctions: KernelFamily = ({ machine }) => {
  const kernel =
    (name: UnaryName): Kernel =>
    (call) => {
      const { x } = floats(call, 'x') ?? {};
      if (x === undefined) return undefined;
      const { alpha: parameter = 0 } = (call.attrs ?? {}) as { alpha?: number };
      const y = machine.output(x.shape);
      const count = sizeOf(x.shape);
      machine.run(mappings[name], { x: machine.address(x), y: machine.address(y), count, parameter });
      return y;
    };
  const ClipByValue: Kernel = (call) => {
    const { x } = floats(call, 'x') ?? {};
    if (x === undefined) return undefined;
    const { clipValueMin: lower, clipValueMax: upper } = call.attrs as ClipByValueAttrs;
    const y = machine.output(x.shape);
    const count = sizeOf(x.shape);
    machine.run(clip, { x: machine.address(x), y: machine.address(y), count, lower, upper });
    return y;
  };
  const kernels = (Object.keys(formulas) as UnaryName[]).map((name) => [name, kernel(name)]);
  return { ...Object.fromEntries(kernels), ClipByValue };
};
