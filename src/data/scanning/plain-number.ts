import { i32, ifThen } from '../../training/wasm-kernels/code/instructions.ts';
import type { Allot, Code, Variable } from '../../training/wasm-kernels/code/routine.ts';
import { f64, u16 } from '../../training/wasm-kernels/code/scalars.ts';
import { type Cell, decimal } from './decimal.ts';

const zero = i32.const(0x30);
/** Whole numbers from here on, and those that are days from 1900 to 2100, are looked at one by one. */
const fewestLong = 1e15;
const [firstDay, lastDay] = [19_000_101, 21_001_231];

/** A cell that a run may end at. */
interface PlainCell extends Cell {
  /** Whole numbers to stop at: none below 0, days and long ones at 0, all above it. */
  readonly wholeStop: Variable;
}

/** Code that sets the number of a cell, or stops where it is not plainly one, and the last part of that. */
export function plainNumber(
  cell: PlainCell,
  allot: Allot,
): { readonly read: Code; readonly stopIfWhole: Code } {
  const { at, number, stop, wholeStop } = cell;
  const isPadded = i32.and(
    i32.eq(u16.load(at), zero),
    i32.below(i32.sub(u16.load(at, 2), zero), i32.const(10)),
  );
  const isDay = i32.and(f64.ge(number, f64.const(firstDay)), f64.ge(f64.const(lastDay), number));
  const isLong = f64.ge(f64.abs(number), f64.const(fewestLong));
  const isAsked = i32.ge(i32.add(wholeStop, i32.or(isDay, isLong)), i32.const(1));
  const stopIfWhole = ifThen(f64.eq(number, f64.floor(number)), ifThen(isAsked, stop));
  return { read: [ifThen(isPadded, stop), decimal(cell, allot), stopIfWhole], stopIfWhole };
}
