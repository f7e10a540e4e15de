import { advance, i32, ifThen, whileLoop } from '../../training/wasm-kernels/code/instructions.ts';
import { type Code, routine, type Variable } from '../../training/wasm-kernels/code/routine.ts';
import { f64, end as leave } from '../../training/wasm-kernels/code/scalars.ts';
import { resultsAt } from './memory-plan.ts';
import { columnParameters, plainNumber } from './plain-number.ts';

/**
 * Reads a column's cells as numbers, and empty ones as NaN, up to one that is not plainly a number; the rules are those
 * of `readDecimal`. Results: the number of rows, and of empty cells.
 */
export const readNumbers = routine('readNumbers', columnParameters, (p, allot) => {
  const [row, empty, at, end, number] = [
    allot('i32'),
    allot('i32'),
    allot('i32'),
    allot('i32'),
    allot('f64'),
  ];
  const stop: Code = [i32.store(i32.const(resultsAt), row), i32.store(i32.const(resultsAt), empty, 4), leave];
  const cell = { at, end, number, stop, wholeStop: p.wholeStop, stopsAtPoint: p.stopsAtPoint };
  const address = (place: Variable) => i32.add(p.codes, i32.shiftLeft(i32.load(place), i32.const(1)));
  return [
    whileLoop(i32.lt(row, p.rows), [
      [at.set(address(p.starts)), end.set(address(p.ends))],
      ifThen(
        i32.eq(at, end),
        [number.set(f64.const(Number.NaN)), advance(empty, i32.const(1))],
        plainNumber(cell, allot).read,
      ),
      f64.store(p.numbers, number),
      [advance(p.starts, p.stride), advance(p.ends, p.stride), advance(p.numbers, i32.const(8))],
      advance(row, i32.const(1)),
    ]),
    stop,
  ];
});
