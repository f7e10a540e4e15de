import type { DataType, TensorInfo } from '@tensorflow/tfjs-core';
import { divided, passUnit, passWork } from '../code/division.ts';
import { f32x4 } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { routine } from '../code/routine.ts';
import { floats, type Kernel, type KernelContext, type KernelFamily } from '../kernel.ts';
import { sizeOf } from '../shape.ts';

export const fill = divided(
  routine('fill', { to: 'i32', count: 'i32', value: 'f32' }, ({ to, count, value }, allot) => {
    const vector = allot('v128');
    return [vector.set(f32x4.splat(value)), overFloats(count, [to], ({ store }) => store(to, vector))];
  }),
  (value) => ({ along: 'count', unit: passUnit, steps: { to: 4 }, work: (passWork / 2) * value('count') }),
);

/** Creates a tensor filled with one number. */
export function filled({ machine }: KernelContext, shape: readonly number[], value: number): TensorInfo {
  const out = machine.output(shape);
  machine.run(fill, { to: machine.address(out), count: sizeOf(shape), value });
  return out;
}

/** Kernels for tensors filled with one number. The backend fills them from JavaScript; these can be recorded. */
export const fillings: KernelFamily = (workshop) => {
  const like =
    (value: number): Kernel =>
    (call) => {
      const { x } = floats(call, 'x') ?? {};
      return x && filled(workshop, x.shape, value);
    };
  return {
    ZerosLike: like(0),
    OnesLike: like(1),
    Fill: ({ attrs }) => {
      const { shape, value, dtype } = attrs as {
        shape: number[];
        value: unknown;
        dtype: DataType | undefined;
      };
      return dtype === 'float32' && typeof value === 'number' ? filled(workshop, shape, value) : undefined;
    },
  };
};
