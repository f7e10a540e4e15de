import { advance, i32, ifThen, whileLoop } from '../../training/wasm-kernels/code/instructions.ts';
import { type Code, routine, type Variable } from '../../training/wasm-kernels/code/routine.ts';
import { f64, end as leave, u16 } from '../../training/wasm-kernels/code/scalars.ts';
import { decimal } from './decimal.ts';
import { resultsAt } from './memory-plan.ts';

const zero = i32.const(0x30);
/** Whole numbers from here on, and those that are days from 1900 to 2100, are looked at one by one. */
const fewestLong = 1e15;
const [firstDay, lastDay] = [19_000_101, 21_001_231];

/**
 * Reads a column's cells as numbers, and empty ones as NaN, up to one that is not plainly a number; the rules are those
 * of `readDecimal`. Results: the number of rows, and of empty cells. `stride` is the distance of two rows in bytes.
 */
export const readNumbers = routine(
  'readNumbers',
  {
    codes: 'i32',
    starts: 'i32',
    ends: 'i32',
    stride: 'i32',
    rows: 'i32',
    numbers: 'i32',
    /** Whole numbers to stop at: none below 0, days and long ones at 0, all above it. */
    wholeStop: 'i32',
    /** 1 to stop at the first point. */
    stopsAtPoint: 'i32',
  },
  (p, allot) => {
    const [row, empty, at, end, number] = [
      allot('i32'),
      allot('i32'),
      allot('i32'),
      allot('i32'),
      allot('f64'),
    ];
    const stop: Code = [
      i32.store(i32.const(resultsAt), row),
      i32.store(i32.const(resultsAt), empty, 4),
      leave,
    ];
    const isPadded = i32.and(
      i32.eq(u16.load(at), zero),
      i32.below(i32.sub(u16.load(at, 2), zero), i32.const(10)),
    );
    const isDay = i32.and(f64.ge(number, f64.const(firstDay)), f64.ge(f64.const(lastDay), number));
    const isLong = f64.ge(f64.abs(number), f64.const(fewestLong));
    const address = (place: Variable) => i32.add(p.codes, i32.shiftLeft(i32.load(place), i32.const(1)));
    return [
      whileLoop(i32.lt(row, p.rows), [
        [at.set(address(p.starts)), end.set(address(p.ends))],
        ifThen(
          i32.eq(at, end),
          [number.set(f64.const(Number.NaN)), advance(empty, i32.const(1))],
          [
            ifThen(isPadded, stop),
            decimal({ at, end, number, stopsAtPoint: p.stopsAtPoint, stop }, allot),
            ifThen(
              f64.eq(number, f64.floor(number)),
              ifThen(i32.ge(i32.add(p.wholeStop, i32.or(isDay, isLong)), i32.const(1)), stop),
            ),
          ],
        ),
        f64.store(p.numbers, number),
        [advance(p.starts, p.stride), advance(p.ends, p.stride), advance(p.numbers, i32.const(8))],
        advance(row, i32.const(1)),
      ]),
      stop,
    ];
  },
);
