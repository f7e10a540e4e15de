import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { f32x4, i32x4, v128 } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Routine, routine } from '../code/routine.ts';
import { areWords, type KernelCall, type KernelContext, type KernelFamily } from '../kernel.ts';
import { areEqual, sizeOf } from '../shape.ts';

/** out[i] = condition[i] ? whenTrue[i] : whenFalse[i], for any 32-bit numbers. */
const choose = routine(
  'choose',
  { condition: 'i32', whenTrue: 'i32', whenFalse: 'i32', out: 'i32', count: 'i32' },
  ({ condition, whenTrue, whenFalse, out, count }) =>
    overFloats(
      count,
      [whenTrue, whenFalse, out],
      ({ load, loadBits, store }) =>
        store(out, v128.select(loadBits(condition), load(whenTrue), load(whenFalse))),
      [condition],
    ),
);

const truthToFloat = routine('truth-to-float', { x: 'i32', y: 'i32', count: 'i32' }, ({ x, y, count }) =>
  overFloats(count, [y], ({ loadBits, store }) => store(y, v128.and(loadBits(x), f32x4.const(1))), [x]),
);

const integerToFloat = routine('integer-to-float', { x: 'i32', y: 'i32', count: 'i32' }, ({ x, y, count }) =>
  overFloats(count, [x, y], ({ load, store }) => store(y, f32x4.convert(load(x)))),
);

/** Rounds towards zero, like JavaScript's typed arrays. */
const floatToInteger = routine('float-to-integer', { x: 'i32', y: 'i32', count: 'i32' }, ({ x, y, count }) =>
  overFloats(count, [x, y], ({ load, store }) => store(y, i32x4.truncate(load(x)))),
);

const zero = v128.zero;

const floatToTruth = routine('float-to-truth', { x: 'i32', y: 'i32', count: 'i32' }, ({ x, y, count }) =>
  overFloats(count, [x], ({ load, storeBits }) => storeBits(y, f32x4.ne(load(x), zero)), [y]),
);

const integerToTruth = routine('integer-to-truth', { x: 'i32', y: 'i32', count: 'i32' }, ({ x, y, count }) =>
  overFloats(count, [x], ({ load, storeBits }) => storeBits(y, f32x4.ne(f32x4.convert(load(x)), zero)), [y]),
);

const casts: Readonly<Record<string, Routine<'x' | 'y' | 'count'>>> = {
  'bool to float32': truthToFloat,
  'int32 to float32': integerToFloat,
  'float32 to int32': floatToInteger,
  'float32 to bool': floatToTruth,
  'int32 to bool': integerToTruth,
};

/** out[i] = a[i] and b[i], for booleans. */
const both = routine('both', { a: 'i32', b: 'i32', out: 'i32', count: 'i32' }, ({ a, b, out, count }) =>
  overFloats(count, [], ({ loadBits, storeBits }) => storeBits(out, v128.and(loadBits(a), loadBits(b))), [
    a,
    b,
    out,
  ]),
);

/**
 * Select and LogicalAnd of tensors of the same shape, and Cast.
 *
 * The backend computes the first two element by element. Its Cast copies in JavaScript, even from float to float, which
 * is in the gradient of every clone. It casts a number to a boolean by truncating it to a byte, so ½ and 256 are false.
 */
export const selections: KernelFamily = (workshop) => ({
  Select: (call) => select(workshop, call),
  LogicalAnd: (call) => logicalAnd(workshop, call),
  Cast: (call) => cast(workshop, call),
});

function select({ machine }: KernelContext, { inputs }: KernelCall): TensorInfo | undefined {
  const { condition, t, e } = inputs as Readonly<Record<'condition' | 't' | 'e', TensorInfo>>;
  const count = sizeOf(t.shape);
  if (!areWords([t, e]) || [condition, e].some(({ shape }) => sizeOf(shape) !== count)) return undefined;
  const out = machine.output(t.shape, t.dtype);
  machine.run(choose, {
    condition: machine.address(condition),
    whenTrue: machine.address(t),
    whenFalse: machine.address(e),
    out: machine.address(out),
    count,
  });
  return out;
}

function logicalAnd({ machine }: KernelContext, { inputs }: KernelCall): TensorInfo | undefined {
  const { a, b } = inputs as Readonly<Record<'a' | 'b', TensorInfo>>;
  if (!areEqual(a.shape, b.shape)) return undefined;
  const out = machine.output(a.shape, 'bool');
  machine.run(both, {
    a: machine.address(a),
    b: machine.address(b),
    out: machine.address(out),
    count: sizeOf(a.shape),
  });
  return out;
}

function cast({ machine }: KernelContext, { inputs, attrs }: KernelCall): TensorInfo | undefined {
  const x = inputs.x as TensorInfo;
  const { dtype } = attrs as { dtype: DataType };
  if (x.dtype === dtype && areWords([x])) return machine.share(x, x.shape);
  const conversion = casts[`${x.dtype} to ${dtype}`];
  if (conversion === undefined) return undefined;
  const y = machine.output(x.shape, dtype);
  machine.run(conversion, { x: machine.address(x), y: machine.address(y), count: sizeOf(x.shape) });
  return y;
}
