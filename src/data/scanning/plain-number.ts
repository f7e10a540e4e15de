import { i32, ifThen } from '../../training/wasm-kernels/code/instructions.ts';
import type { Allot, Code, Variable } from '../../training/wasm-kernels/code/routine.ts';
import { f64, u16 } from '../../training/wasm-kernels/code/scalars.ts';
import { type Cell, decimal } from './decimal.ts';

const zero = i32.const(0x30);
/** Whole numbers from here on, and those that are days from 1900 to 2100, are looked at one by one. */
const fewestLong = 1e15;
const [firstDay, lastDay] = [19_000_101, 21_001_231];

/** The parameters of a routine that reads a column's cells as numbers. */
export const columnParameters = {
  codes: 'i32',
  starts: 'i32',
  ends: 'i32',
  /** The distance of two rows in bytes. */
  stride: 'i32',
  rows: 'i32',
  numbers: 'i32',
  /** Whole numbers to stop at: none below 0, days and long ones at 0, all above it. */
  wholeStop: 'i32',
  /** 1 to stop at the first point. */
  stopsAtPoint: 'i32',
} as const;

/** A cell that a run may end at. */
interface PlainCell extends Cell {
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
