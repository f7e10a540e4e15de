import { divided, passWork } from '../code/division.ts';
import { hyperbolicTangent } from '../code/formulas.ts';
import { advance, f32x4, forEach, i32, i32x4, v128 } from '../code/instructions.ts';
import { type Access, overFloats } from '../code/over-floats.ts';
import {
  type Allot,
  type Code,
  type Routine,
  routine,
  type Variable,
  type Variables,
} from '../code/routine.ts';

const { add, sub, mul } = f32x4;
export const one = f32x4.const(1);

/** The activation of gates: its value, and its slope given the value. */
export interface GateActivation {
  value(x: Variable, allot: Allot): Code;
  slope(value: Variable): Code;
}

export type GateName = 'sigmoid' | 'hardSigmoid';

/** 1.5 · 2²³: added to a float below 2²², it leaves its nearest whole number in the lowest bits. */
const rounding = f32x4.const(12_582_912);
/** The coefficients of a polynomial for eʳ with |r| ≤ ln 2 / 2, from Cephes' expf. */
const coefficients = [1.3981999507e-3, 8.3334519073e-3, 4.1665795894e-2, 1.6666665459e-1, 0.5, 1, 1];

/**
 * 1 / (1 + e⁻ˣ) within 4e-7: half the instructions of `logistic`, whose power is exact in its tails too. A step of an
 * LSTM has three of them.
 */
const logistic: GateActivation['value'] = (x, allot) => {
  const [n, r, power] = [allot('v128'), allot('v128'), allot('v128')];
  const [first, ...others] = coefficients.map((each) => f32x4.const(each)) as [Code, ...Code[]];
  return [
    r.set(mul(f32x4.atMost(f32x4.atLeast(x, f32x4.const(-87)), f32x4.const(87)), f32x4.const(-Math.LOG2E))),
    n.set(add(r, rounding)),
    r.set(mul(sub(r, sub(n, rounding)), f32x4.const(Math.LN2))),
    power.set(others.reduce<Code>((sum, next) => add(mul(sum, r), next), first)),
    // 2ⁿ · eʳ: n is added to the exponent.
    power.set(i32x4.add(power, i32x4.shiftLeft(n, i32.const(23)))),
    f32x4.div(one, add(one, power)),
  ];
};

export const gateActivations: Readonly<Record<GateName, GateActivation>> = {
  sigmoid: {
    value: logistic,
    slope: (value) => mul(value, sub(one, value)),
  },
  hardSigmoid: {
    value: (x) =>
      f32x4.atMost(f32x4.atLeast(add(mul(x, f32x4.const(0.2)), f32x4.const(0.5)), v128.zero), one),
    slope: (value) => v128.and(v128.and(f32x4.gt(value, v128.zero), f32x4.lt(value, one)), f32x4.const(0.2)),
  },
};

export const tangent = (x: Variable, allot: Allot): Code => hyperbolicTangent(x, allot, x);
/** The slope of a hyperbolic tangent, given its value. */
export const tangentSlope = (value: Variable): Code => sub(one, mul(value, value));

/** A name whose value is an address, and that with `Row` behind it a stride in bytes. */
type Operand<Name extends string> = Name | `${Name}Row` | 'rows' | 'units';

export type RowRoutine<Name extends string> = Routine<Operand<Name>>;

/**
 * A routine over `rows` rows of `units` floats of several matrices, each with a stride from row to row. `body` receives
 * pointers; `places` are further pointers into the row of a matrix, by their distance in units.
 */
export function overRows<Name extends string, Place extends string = never>(
  title: string,
  names: readonly Name[],
  places: Readonly<Record<Place, readonly [matrix: Name, units: number]>>,
  body: (pointers: Variables<Name | Place>, access: Access, allot: Allot) => Code,
): RowRoutine<Name> {
  const parameters = Object.fromEntries(
    [...names.flatMap((name) => [name, `${name}Row`]), 'rows', 'units'].map((name) => [name, 'i32']),
  ) as Record<Operand<Name>, 'i32'>;
  const whole = routine<Operand<Name>>(title, parameters, (given, allot) => {
    const p = given as Readonly<Record<string, Variable>>;
    const of = (name: string) => p[name] as Variable;
    const pointers = Object.fromEntries(
      [...names, ...Object.keys(places)].map((name) => [name, allot('i32')]),
    ) as Record<Name | Place, Variable>;
    const count = allot('i32');
    const bytes = (units: number) => i32.mul(of('units'), i32.const(4 * units));
    return forEach(allot('i32'), of('rows'), [
      names.map((name) => pointers[name].set(of(name))),
      Object.entries<readonly [Name, number]>(places).map(([place, [matrix, units]]) =>
        pointers[place as Place].set(i32.add(of(matrix), bytes(units))),
      ),
      count.set(of('units')),
      overFloats(count, Object.values(pointers), (access) => body(pointers, access, allot)),
      names.map((name) => advance(of(name), of(`${name}Row`))),
    ]);
  });
  return divided(whole, (value) => {
    const steps = Object.fromEntries(names.map((name) => [name, value(`${name}Row`)]));
    const work = passWork * names.length * value('rows') * value('units');
    return { along: 'rows', unit: 1, steps: steps as Partial<Record<Operand<Name>, number>>, work };
  });
}

/** a ·= b, row by row. */
export const maskRows = overRows('mask-rows', ['a', 'b'], {}, ({ a, b }, { load, store }) =>
  store(a, mul(load(a), load(b))),
);
