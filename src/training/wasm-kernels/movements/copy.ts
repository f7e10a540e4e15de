import { type Axis, joinAxes, overOuterAxes } from '../broadcast.ts';
import { advance, forEach, i32, ifThen } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { routine } from '../code/routine.ts';
import type { Machine } from '../machine.ts';

const parameters = {
  from: 'i32',
  to: 'i32',
  length0: 'i32',
  from0: 'i32',
  to0: 'i32',
  length1: 'i32',
  from1: 'i32',
  to1: 'i32',
  length2: 'i32',
  from2: 'i32',
  to2: 'i32',
} as const;

/** to[i, j, k] = from[i, j, k] for any 32-bit numbers, with byte strides of either sign. */
const copy = routine('copy', parameters, (p, allot) => {
  const [from1, to1] = [allot('i32'), allot('i32')];
  const [from, to, count] = [allot('i32'), allot('i32'), allot('i32')];
  const isNeighbours = i32.and(i32.eq(p.from2, i32.const(4)), i32.eq(p.to2, i32.const(4)));
  return forEach(allot('i32'), p.length0, [
    [from1.set(p.from), to1.set(p.to)],
    forEach(allot('i32'), p.length1, [
      [from.set(from1), to.set(to1), count.set(p.length2)],
      ifThen(
        isNeighbours,
        overFloats(count, [from, to], ({ load, store }) => store(to, load(from))),
        forEach(allot('i32'), count, [
          i32.store(to, i32.load(from)),
          advance(from, p.from2),
          advance(to, p.to2),
        ]),
      ),
      [advance(from1, p.from1), advance(to1, p.to1)],
    ]),
    [advance(p.from, p.from0), advance(p.to, p.to0)],
  ]);
});

const still: Axis = { length: 1, strides: [0, 0] };

/** Copies a block along `axes`, whose strides are those of the source, then the target. */
export function copyBlock(machine: Machine, from: number, to: number, axes: readonly Axis[]): void {
  const joined = joinAxes(axes);
  const third = joined.pop() ?? { length: 1, strides: [4, 4] };
  const [second, first] = [joined.pop() ?? still, joined.pop() ?? still];
  const [from0, to0] = first.strides as [number, number];
  const [from1, to1] = second.strides as [number, number];
  const [from2, to2] = third.strides as [number, number];
  const [length0, length1, length2] = [first.length, second.length, third.length];
  overOuterAxes(joined, [from, to], (at) => {
    const [fromAt, toAt] = at as readonly [number, number];
    machine.run(copy, {
      from: fromAt,
      to: toAt,
      length0,
      from0,
      to0,
      length1,
      from1,
      to1,
      length2,
      from2,
      to2,
    });
  });
}
