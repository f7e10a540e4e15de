import type { TensorInfo } from '@tensorflow/tfjs-core';
import { cosine, sine } from '../code/formulas.ts';
import { advance, f32x4, forEach, i32, v128 } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Code, routine, type Variable } from '../code/routine.ts';
import { floats, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import type { Machine } from '../machine.ts';
import { sizeOf } from '../shape.ts';
import { fill } from './fill.ts';

const { add, mul, neg } = f32x4;

/** Addresses of x [rows, numbers], frequencies and phases [numbers, 1, width], and their sizes. */
const shared = {
  x: 'i32',
  frequencies: 'i32',
  phases: 'i32',
  rows: 'i32',
  numbers: 'i32',
  width: 'i32',
} as const;

const tau = f32x4.const(2 * Math.PI);
const bytes = (words: Code) => i32.mul(words, i32.const(4));

/** y[n, r, w] = cos(2π x[r, n] f[n, w] + p[n, w]). */
const forward = routine(
  'periodic',
  { ...shared, y: 'i32' },
  ({ x, frequencies, phases, rows, numbers, width, y }, allot) => {
    const [at, f, p, count] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const [turn, angle] = [allot('v128'), allot('v128')];
    return forEach(allot('i32'), numbers, [
      at.set(x),
      forEach(allot('i32'), rows, [
        [turn.set(mul(v128.loadSplat(at), tau)), f.set(frequencies), p.set(phases), count.set(width)],
        overFloats(count, [f, p, y], ({ load, store }) => [
          angle.set(add(mul(load(f), turn), load(p))),
          store(y, cosine(angle, allot, angle)),
        ]),
        advance(at, bytes(numbers)),
      ]),
      advance(x, i32.const(4)),
      [advance(frequencies, bytes(width)), advance(phases, bytes(width))],
    ]);
  },
);

/** The sum of four lanes, in each of them. */
const total = (sum: Variable): Code => [
  sum.set(add(sum, v128.shuffle([2, 3, 0, 1], sum, sum))),
  sum.set(add(sum, v128.shuffle([1, 0, 3, 2], sum, sum))),
];

/** With g = −sin(…) dy: dp += g, df += 2π x g, and dx = 2π Σ f g. */
const backward = routine(
  'periodic-gradient',
  { ...shared, dy: 'i32', dx: 'i32', dFrequencies: 'i32', dPhases: 'i32' },
  ({ x, frequencies, phases, rows, numbers, width, dy, dx, dFrequencies, dPhases }, allot) => {
    const [at, to, f, p, df, dp, count] = [
      ...[allot('i32'), allot('i32'), allot('i32'), allot('i32'), allot('i32'), allot('i32'), allot('i32')],
    ] as [Variable, Variable, Variable, Variable, Variable, Variable, Variable];
    const [turn, angle, change, sum] = [allot('v128'), allot('v128'), allot('v128'), allot('v128')];
    return forEach(allot('i32'), numbers, [
      [at.set(x), to.set(dx)],
      forEach(allot('i32'), rows, [
        [turn.set(mul(v128.loadSplat(at), tau)), sum.set(v128.zero), count.set(width)],
        [f.set(frequencies), p.set(phases), df.set(dFrequencies), dp.set(dPhases)],
        overFloats(count, [f, p, df, dp, dy], ({ load, store }) => [
          angle.set(add(mul(load(f), turn), load(p))),
          change.set(neg(mul(sine(angle, allot, angle), load(dy)))),
          store(dp, add(load(dp), change)),
          store(df, add(load(df), mul(change, turn))),
          sum.set(add(sum, mul(change, load(f)))),
        ]),
        [total(sum), v128.storeOne(to, mul(sum, tau))],
        [advance(at, bytes(numbers)), advance(to, bytes(numbers))],
      ]),
      [advance(x, i32.const(4)), advance(dx, i32.const(4))],
      [advance(frequencies, bytes(width)), advance(phases, bytes(width))],
      [advance(dFrequencies, bytes(width)), advance(dPhases, bytes(width))],
    ]);
  },
);

/** Names of the kernels, which TensorFlow.js does not have. */
export const periodicKernels = { forward: 'PeriodicFeatures', backward: 'PeriodicFeaturesGrad' } as const;

/** The cosines of a periodic embedding and their gradients, each in one pass over the numbers. */
export const periodicFeatures: KernelFamily = (workshop) => ({
  [periodicKernels.forward]: (call) => compute(workshop, call),
  [periodicKernels.backward]: (call) => differentiate(workshop, call),
});

function operandsOf(
  machine: Machine,
  { x, frequencies, phases }: Record<'x' | 'frequencies' | 'phases', TensorInfo>,
) {
  const [rows, numbers] = x.shape as [number, number];
  return {
    x: machine.address(x),
    frequencies: machine.address(frequencies),
    phases: machine.address(phases),
    ...{ rows, numbers, width: sizeOf(frequencies.shape) / numbers },
  };
}

function compute({ machine }: KernelContext, call: KernelCall): TensorInfo | undefined {
  const inputs = floats(call, 'x', 'frequencies', 'phases');
  if (inputs === undefined) return undefined;
  const [rows = 0, numbers = 0] = inputs.x.shape;
  const y = machine.output([numbers, rows, sizeOf(inputs.frequencies.shape) / numbers]);
  machine.run(forward, { ...operandsOf(machine, inputs), y: machine.address(y) });
  return y;
}

function differentiate({ machine }: KernelContext, call: KernelCall): TensorInfo[] | undefined {
  const inputs = floats(call, 'x', 'frequencies', 'phases', 'dy');
  if (inputs === undefined) return undefined;
  const { x, frequencies, phases, dy } = inputs;
  const gradients = [x, frequencies, phases].map(({ shape }) => machine.output(shape));
  const [dx = 0, dFrequencies = 0, dPhases = 0] = gradients.map((each) => machine.address(each));
  const count = sizeOf(frequencies.shape);
  for (const to of [dFrequencies, dPhases]) machine.run(fill, { to, count, value: 0 });
  const addresses = { dy: machine.address(dy), dx, dFrequencies, dPhases };
  machine.run(backward, { ...operandsOf(machine, inputs), ...addresses });
  return gradients;
}
