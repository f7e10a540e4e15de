import type { TensorInfo } from '@tensorflow/tfjs-core';
import { type Axis, joinAxes, overOuterAxes, stridesOf } from '../broadcast.ts';
import { divided, passUnit, passWork } from '../code/division.ts';
import { advance, f32x4, forEach, i32, ifThen, v128 } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Code, type Routine, routine, type Variable } from '../code/routine.ts';
import { floats, type Kernel, type KernelContext, type KernelFamily } from '../kernel.ts';
import type { Machine } from '../machine.ts';
import { areEqual, sizeOf } from '../shape.ts';

/** The type of the result: a float, or a boolean in a byte. */
type Result = 'float' | 'truth';

type Formula = (a: Code, b: Code) => Code;

const parameters = {
  a: 'i32',
  aRow: 'i32',
  aColumn: 'i32',
  b: 'i32',
  bRow: 'i32',
  bColumn: 'i32',
  out: 'i32',
  rows: 'i32',
  columns: 'i32',
} as const;

type Load = (pointer: Code) => Code;

type BinaryRoutine = Routine<keyof typeof parameters>;

/**
 * out[r, c] = f(a[r, c], b[r, c]). The column stride of an operand is that of floats, or 0 for one number per row. The
 * result is a float, or a boolean in a byte.
 */
function combine(name: string, formula: Formula, result: Result): BinaryRoutine {
  const whole = routine(name, parameters, ({ out, rows, columns, ...p }, allot) => {
    const [a, b, count, number] = [allot('i32'), allot('i32'), allot('i32'), allot('v128')];
    const sweep = (from: readonly Variable[], operands: (load: Load) => readonly [Code, Code]) => {
      const value = (load: Load) => formula(...operands(load));
      return result === 'float'
        ? overFloats(count, [...from, out], ({ load, store }) => store(out, value(load)))
        : overFloats(count, from, ({ load, storeBits }) => storeBits(out, value(load)), [out]);
    };
    return forEach(allot('i32'), rows, [
      [a.set(p.a), b.set(p.b), count.set(columns)],
      ifThen(
        i32.eqz(p.aColumn),
        [number.set(v128.loadSplat(a)), sweep([b], (load) => [number, load(b)])],
        ifThen(
          i32.eqz(p.bColumn),
          [number.set(v128.loadSplat(b)), sweep([a], (load) => [load(a), number])],
          sweep([a, b], (load) => [load(a), load(b)]),
        ),
      ),
      [advance(p.a, p.aRow), advance(p.b, p.bRow)],
    ]);
  });
  const bytes = result === 'float' ? 4 : 1;
  return divided(whole, (value) => {
    const work = passWork * value('rows') * value('columns');
    if (value('rows') === 1) {
      const steps = { a: value('aColumn'), b: value('bColumn'), out: bytes };
      return { along: 'columns', unit: 4 * passUnit, steps, work };
    }
    const steps = { a: value('aRow'), b: value('bRow'), out: bytes * value('columns') };
    return { along: 'rows', unit: 1, steps, work };
  });
}

const arithmetic = {
  Add: f32x4.add,
  Sub: f32x4.sub,
  Multiply: f32x4.mul,
  RealDiv: f32x4.div,
  Maximum: f32x4.max,
  Minimum: f32x4.min,
  SquaredDifference: (a, b) => f32x4.mul(f32x4.sub(a, b), f32x4.sub(a, b)),
  /** Takes x and its slope below zero. */
  Prelu: (x, alpha) => v128.select(f32x4.lt(x, v128.zero), f32x4.mul(x, alpha), x),
  /** Takes dy and y = elu(x): dy/dx is 1 above zero and eˣ = y + 1 below. */
  EluGrad: (dy, y) => v128.select(f32x4.ge(y, v128.zero), dy, f32x4.mul(dy, f32x4.add(y, f32x4.const(1)))),
} satisfies Readonly<Record<string, Formula>>;

const comparisons = {
  Equal: f32x4.eq,
  NotEqual: f32x4.ne,
  Less: f32x4.lt,
  LessEqual: f32x4.le,
  Greater: f32x4.gt,
  GreaterEqual: f32x4.ge,
} satisfies Readonly<Record<string, Formula>>;

const inputNames: Readonly<Record<string, readonly [string, string]>> = {
  Prelu: ['x', 'alpha'],
  EluGrad: ['dy', 'y'],
};

function routinesOf<Name extends string>(formulas: Readonly<Record<Name, Formula>>, result: Result) {
  const named = Object.entries<Formula>(formulas).map(([name, each]) => [name, combine(name, each, result)]);
  return Object.fromEntries(named) as Readonly<Record<Name, BinaryRoutine>>;
}

const numbers = routinesOf(arithmetic, 'float');
const truths = routinesOf(comparisons, 'truth');
/** Routines by the kernel names of TensorFlow.js. */
export const combinations = { ...numbers, ...truths };

/** out = f(a, b), written to an existing tensor, which may be `a`. */
export function combineInto(
  machine: Machine,
  name: keyof typeof arithmetic,
  operands: Omit<Operands, 'result'>,
): void {
  run(machine, numbers[name], { ...operands, result: 'float' });
}

/**
 * Functions of two tensors with broadcasting, four floats at a time.
 *
 * The backend's arithmetic is XNNPACK's and fast. Its comparisons allocate four vectors per element if shapes differ,
 * even for `greater(x, 0)`, which is in the gradient of every piecewise activation. XNNPACK's PReLU caches the slopes
 * by their tensor's id. Here all functions take the same way, which can be recorded.
 */
export const binaryFunctions: KernelFamily = (workshop) =>
  Object.fromEntries([
    ...Object.entries(numbers).map(([name, each]) => [name, kernel(workshop, each, 'float')] as const),
    ...Object.entries(truths).map(([name, each]) => [name, kernel(workshop, each, 'truth')] as const),
  ]);

function kernel({ tf, machine }: KernelContext, combining: BinaryRoutine, result: Result): Kernel {
  const [aName, bName] = inputNames[combining.name] ?? ['a', 'b'];
  return (call) => {
    const inputs = floats(call, aName, bName);
    if (inputs === undefined) return undefined;
    const [a, b] = [inputs[aName] as TensorInfo, inputs[bName] as TensorInfo];
    const isSame = areEqual(a.shape, b.shape);
    const shape = isSame ? a.shape : tf.broadcast_util.assertAndGetBroadcastShape(a.shape, b.shape);
    const out = machine.output(shape, result === 'float' ? 'float32' : 'bool');
    run(machine, combining, { a, b, out, result });
    return out;
  };
}

interface Operands {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly out: TensorInfo;
  readonly result: Result;
}

function run(machine: Machine, combining: BinaryRoutine, { a, b, out, result }: Operands): void {
  const [row, column, outer] = walk(a.shape, b.shape, out.shape);
  const [rows, columns] = [row.length, column.length];
  const [aRow, bRow] = row.strides as [number, number];
  const [aColumn, bColumn] = column.strides as [number, number];
  let to = machine.address(out);
  overOuterAxes(outer, [machine.address(a), machine.address(b)], (from) => {
    const [aAt, bAt] = from as readonly [number, number];
    machine.run(combining, { a: aAt, aRow, aColumn, b: bAt, bRow, bColumn, out: to, rows, columns });
    to += rows * columns * (result === 'float' ? 4 : 1);
  });
}

const still: Axis = { length: 1, strides: [0, 0] };

/** The two innermost axes after joining as many axes as possible, and the remaining outer axes. */
function walk(a: readonly number[], b: readonly number[], out: readonly number[]): [Axis, Axis, Axis[]] {
  const size = sizeOf(out);
  if (sizeOf(a) === size && sizeOf(b) === size) return [still, { length: size, strides: [4, 4] }, []];
  const [aStrides, bStrides] = [stridesOf(a, out.length), stridesOf(b, out.length)];
  const axes = out.map((length, axis) => ({
    length,
    strides: [aStrides[axis] as number, bStrides[axis] as number],
  }));
  const joined = joinAxes(axes);
  const column = joined.pop() ?? { length: 1, strides: [4, 4] };
  const row = joined.pop() ?? still;
  return [row, column, joined];
}
