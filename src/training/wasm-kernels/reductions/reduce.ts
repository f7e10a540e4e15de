import { divided, passUnit, passWork } from '../code/division.ts';
import { advance, f32x4, forEach, i32, ifThen, v128, whileLoop } from '../code/instructions.ts';
import {
  type Allot,
  type Code,
  type Routine,
  routine,
  type Variable,
  type Variables,
} from '../code/routine.ts';

const parameters = {
  x: 'i32',
  out: 'i32',
  outer: 'i32',
  count: 'i32',
  inner: 'i32',
  /** Bytes from x[o, c] to x[o, c + 1]. */
  row: 'i32',
  scale: 'f32',
} as const;

type Name = keyof typeof parameters;

interface Reduction {
  readonly start: number;
  combine(a: Code, b: Code): Code;
}

export type ReduceRoutine = Routine<Name>;

/** out[o, i] = scale · (x[o, 0, i] ∘ x[o, 1, i] ∘ … ∘ x[o, count − 1, i]). */
function reduce(name: string, reduction: Reduction): ReduceRoutine {
  const whole = routine(name, parameters, (p, allot) => {
    const scale = allot('v128');
    const row = rowOf(p, { ...reduction, scale }, allot);
    const isContiguous = i32.and(i32.eq(p.inner, i32.const(1)), i32.eq(p.row, i32.const(4)));
    const columns = (width: number) => columnsOf(p, { ...reduction, scale, width }, allot);
    return [
      scale.set(f32x4.splat(p.scale)),
      ifThen(isContiguous, forEach(allot('i32'), p.outer, row), [
        forEach(allot('i32'), p.outer, eachColumn(p, allot, columns)),
      ]),
    ];
  });
  return divided(whole, (value) => {
    const [outer, inner, row] = [value('outer'), value('inner'), value('row')];
    const work = (passWork / 2) * outer * value('count') * inner;
    if (outer === 1) return { along: 'inner', unit: passUnit, steps: { x: 4, out: 4 }, work };
    const steps = { x: value('count') * row, out: 4 * inner };
    return { along: 'outer', unit: passUnit, steps, work };
  });
}

type Scaled = Reduction & { readonly scale: Variable };

/** Reduces contiguous floats to four running results, which are combined before the remaining floats are added. */
function rowOf(p: Variables<Name>, { start, combine, scale }: Scaled, allot: Allot): Code {
  const [result, left] = [allot('v128'), allot('i32')];
  const include = (value: Code) => result.set(combine(result, value));
  return [
    [result.set(f32x4.const(start)), left.set(p.count)],
    whileLoop(i32.ge(left, i32.const(4)), [
      include(v128.load(p.x)),
      [advance(p.x, i32.const(16)), advance(left, i32.const(-4))],
    ]),
    include(v128.shuffle([2, 3, 0, 1], result, result)),
    include(v128.shuffle([1, 0, 3, 2], result, result)),
    whileLoop(i32.gt(left, i32.const(0)), [
      include(v128.loadOne(p.x)),
      [advance(p.x, i32.const(4)), advance(left, i32.const(-1))],
    ]),
    v128.storeOne(p.out, f32x4.mul(result, scale)),
    advance(p.out, i32.const(4)),
  ];
}

/** Processes sixteen columns at a time, then four, then one: each cache line of a row is read once. */
function eachColumn(p: Variables<Name>, allot: Allot, columns: (width: number) => Code): Code {
  const left = allot('i32');
  const next = i32.sub(i32.mul(p.count, p.row), i32.mul(p.inner, i32.const(4)));
  return [
    left.set(p.inner),
    [16, 4, 1].map((width) =>
      whileLoop(i32.ge(left, i32.const(width)), [
        columns(width),
        [advance(p.x, i32.const(4 * width)), advance(p.out, i32.const(4 * width))],
        advance(left, i32.const(-width)),
      ]),
    ),
    advance(p.x, next),
  ];
}

function columnsOf(p: Variables<Name>, reduction: Scaled & { readonly width: number }, allot: Allot): Code {
  const { width, start, combine, scale } = reduction;
  const results = Array.from({ length: Math.max(1, width / 4) }, () => allot('v128'));
  const pointer = allot('i32');
  const load = (index: number) => (width === 1 ? v128.loadOne(pointer) : v128.load(pointer, 16 * index));
  const store = (result: Code, index: number) =>
    width === 1 ? v128.storeOne(p.out, result) : v128.store(p.out, result, 16 * index);
  return [
    pointer.set(p.x),
    results.map((result) => result.set(f32x4.const(start))),
    forEach(allot('i32'), p.count, [
      results.map((result, index) => result.set(combine(result, load(index)))),
      advance(pointer, p.row),
    ]),
    results.map((result, index) => store(f32x4.mul(result, scale), index)),
  ];
}

export const sum = reduce('sum', { start: 0, combine: f32x4.add });
export const largest = reduce('largest', { start: -Infinity, combine: f32x4.max });
export const smallest = reduce('smallest', { start: Infinity, combine: f32x4.min });
