import { divided, passUnit, passWork } from '../wasm-kernels/code/division.ts';
import { f32x4 } from '../wasm-kernels/code/instructions.ts';
import { overFloats } from '../wasm-kernels/code/over-floats.ts';
import { type Code, type Routine, routine, type Variable } from '../wasm-kernels/code/routine.ts';
import { epsilon } from './optimizer.ts';

/** Addresses of θ, its gradient and two slots; the number of floats; and the constants of the step. */
const parameters = {
  theta: 'i32',
  gradient: 'i32',
  first: 'i32',
  second: 'i32',
  count: 'i32',
  /** 1 − η λ. */
  kept: 'f32',
  /** The factor of gradient clipping. */
  scale: 'f32',
  /** η, including Adam's bias correction of the mean. */
  rate: 'f32',
  firstDecay: 'f32',
  secondDecay: 'f32',
  /** 1 − decay, subtracted in double precision: 1 − float32(0.999) is 1.3e-5 away from 0.001. */
  firstRest: 'f32',
  secondRest: 'f32',
  /** 1 / (1 − β₂ᵗ) for Adam, 1 else. */
  correction: 'f32',
} as const;

export type UpdateRoutine = Routine<keyof typeof parameters>;

/** Values in four SIMD lanes. */
interface Lanes {
  readonly gradient: Variable;
  readonly rate: Variable;
  readonly firstDecay: Variable;
  readonly secondDecay: Variable;
  readonly firstRest: Variable;
  readonly secondRest: Variable;
  readonly correction: Variable;
  /** The two slots, each read once and written once. */
  readonly first: Variable;
  readonly second: Variable;
  readonly change: Variable;
}

/** One pass over the variable and its slots. */
function update(name: string, rule: (lanes: Lanes) => Code): UpdateRoutine {
  const whole = routine(name, parameters, (p, allot) => {
    const lane = () => allot('v128');
    const lanes = {
      gradient: lane(),
      rate: lane(),
      firstDecay: lane(),
      secondDecay: lane(),
      firstRest: lane(),
      secondRest: lane(),
      correction: lane(),
      first: lane(),
      second: lane(),
      change: lane(),
    };
    const [kept, scale] = [lane(), lane()];
    return [
      [kept.set(f32x4.splat(p.kept)), scale.set(f32x4.splat(p.scale))],
      [lanes.rate.set(f32x4.splat(p.rate)), lanes.correction.set(f32x4.splat(p.correction))],
      [lanes.firstDecay.set(f32x4.splat(p.firstDecay)), lanes.secondDecay.set(f32x4.splat(p.secondDecay))],
      [lanes.firstRest.set(f32x4.splat(p.firstRest)), lanes.secondRest.set(f32x4.splat(p.secondRest))],
      overFloats(p.count, [p.theta, p.gradient, p.first, p.second], ({ load, store }) => [
        lanes.gradient.set(f32x4.mul(load(p.gradient), scale)),
        [lanes.first.set(load(p.first)), lanes.second.set(load(p.second))],
        rule(lanes),
        [store(p.first, lanes.first), store(p.second, lanes.second)],
        store(p.theta, f32x4.sub(f32x4.mul(load(p.theta), kept), lanes.change)),
      ]),
    ];
  });
  return divided(whole, (value) => ({
    ...{ along: 'count', unit: passUnit, steps: { theta: 4, gradient: 4, first: 4, second: 4 } },
    work: 3 * passWork * value('count'),
  }));
}

/** slot ← decay · slot + value. */
const decayInto = (slot: Variable, decay: Code, value: Code): Code =>
  slot.set(f32x4.add(f32x4.mul(slot, decay), value));

const squareOf = (value: Code): Code => f32x4.mul(value, value);

/** v ← μ v + g;  η v. */
export const sgd = update('sgd', ({ gradient, first, firstDecay, rate, change }) => [
  decayInto(first, firstDecay, gradient),
  change.set(f32x4.mul(first, rate)),
]);

/** s ← ρ s + (1 − ρ) g²;  v ← μ v + η g / (√s + ε);  v. */
export const rmsprop = update(
  'rmsprop',
  ({ gradient, first, second, firstDecay, secondDecay, secondRest, rate, change }) => [
    decayInto(second, secondDecay, f32x4.mul(squareOf(gradient), secondRest)),
    change.set(f32x4.div(f32x4.mul(gradient, rate), f32x4.add(f32x4.sqrt(second), f32x4.const(epsilon)))),
    decayInto(first, firstDecay, change),
    change.set(first),
  ],
);

/** m ← β₁m + (1−β₁)g;  v ← β₂v + (1−β₂)g²;  η m̂ / (√v̂ + ε). */
export const adam = update('adam', (lanes) => {
  const { gradient, first, second, rate, correction, change } = lanes;
  const { firstDecay, secondDecay, firstRest, secondRest } = lanes;
  const root = f32x4.sqrt(f32x4.mul(second, correction));
  return [
    decayInto(first, firstDecay, f32x4.mul(gradient, firstRest)),
    decayInto(second, secondDecay, f32x4.mul(squareOf(gradient), secondRest)),
    change.set(f32x4.div(f32x4.mul(first, rate), f32x4.add(root, f32x4.const(epsilon)))),
  ];
});
