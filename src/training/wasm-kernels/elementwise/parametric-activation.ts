import type { TensorInfo } from '@tensorflow/tfjs-core';
import { f32x4, forEach } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Routine, routine } from '../code/routine.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';
import { type Activation, activations } from './activation-slopes.ts';
import { fill } from './fill.ts';

const { add, sub, mul } = f32x4;
const one = f32x4.const(1);

const shared = { x: 'i32', mixture: 'i32', rows: 'i32', columns: 'i32' } as const;
const forwardParameters = { ...shared, y: 'i32' } as const;

/** y[r, c] = x + mixture[c] · (f(x) − x), x = x[r, c]. */
function forward(name: string, activation: Activation): Routine<keyof typeof forwardParameters> {
  return routine(name, forwardParameters, ({ x, mixture, y, rows, columns }, allot) => {
    const [at, count, given, value] = [allot('i32'), allot('i32'), allot('v128'), allot('v128')];
    return forEach(allot('i32'), rows, [
      [at.set(mixture), count.set(columns)],
      overFloats(count, [x, at, y], ({ load, store }) => [
        given.set(load(x)),
        activation(given, value, undefined, allot),
        store(y, add(given, mul(load(at), sub(value, given)))),
      ]),
    ]);
  });
}

const backwardParameters = { ...shared, dy: 'i32', dx: 'i32', dMixture: 'i32' } as const;

/** dx = dy (1 + mixture (f′(x) − 1)); dMixture[c] += dy (f(x) − x). */
function backward(name: string, activation: Activation): Routine<keyof typeof backwardParameters> {
  return routine(name, backwardParameters, ({ x, mixture, rows, columns, dy, dx, dMixture }, allot) => {
    const [at, sum, count] = [allot('i32'), allot('i32'), allot('i32')];
    const [given, value, slope, change] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
    return forEach(allot('i32'), rows, [
      [at.set(mixture), sum.set(dMixture), count.set(columns)],
      overFloats(count, [x, at, dy, dx, sum], ({ load, store }) => [
        [given.set(load(x)), change.set(load(dy))],
        activation(given, value, slope, allot),
        store(dx, mul(change, add(one, mul(load(at), sub(slope, one))))),
        store(sum, add(load(sum), mul(change, sub(value, given)))),
      ]),
    ]);
  });
}

const routines = Object.fromEntries(
  Object.entries(activations).map(([name, activation]) => [
    name,
    {
      forward: forward(`parametric-${name}`, activation),
      backward: backward(`parametric-${name}-gradient`, activation),
    },
  ]),
);

/** Names of the kernels, which TensorFlow.js does not have. */
export const parametricKernels = {
  forward: 'ParametricActivation',
  backward: 'ParametricActivationGrad',
} as const;

/**
 * x + mixture (f(x) − x) with one mixture for each place of the last axis, and its gradients: one pass over the numbers,
 * where separate operations take eight to compute and fifteen to differentiate.
 */
export const parametricActivations: KernelFamily = (workshop) => ({
  [parametricKernels.forward]: (call) => compute(workshop, call),
  [parametricKernels.backward]: (call) => differentiate(workshop, call),
});

function compute({ machine }: KernelContext, call: KernelCall): TensorInfo | undefined {
  const { x, mixture } = floats(call, 'x', 'mixture') ?? {};
  const own = routines[(call.attrs as { activation: string }).activation];
  if (x === undefined || mixture === undefined || own === undefined) return undefined;
  const columns = sizeOf(mixture.shape);
  const y = machine.output(x.shape);
  machine.run(own.forward, {
    x: machine.address(x),
    mixture: machine.address(mixture),
    y: machine.address(y),
    rows: sizeOf(x.shape) / columns,
    columns,
  });
  return y;
}

function differentiate({ machine }: KernelContext, call: KernelCall): TensorInfo[] | undefined {
  const { x, mixture, dy } = floats(call, 'x', 'mixture', 'dy') ?? {};
  const own = routines[(call.attrs as { activation: string }).activation];
  if (x === undefined || mixture === undefined || dy === undefined || own === undefined) return undefined;
  const columns = sizeOf(mixture.shape);
  const [dx, dMixture] = [machine.output(x.shape), machine.output(mixture.shape)];
  machine.run(fill, { to: machine.address(dMixture), count: columns, value: 0 });
  machine.run(own.backward, {
    x: machine.address(x),
    mixture: machine.address(mixture),
    dy: machine.address(dy),
    dx: machine.address(dx),
    dMixture: machine.address(dMixture),
    rows: sizeOf(x.shape) / columns,
    columns,
  });
  return [dx, dMixture];
}
