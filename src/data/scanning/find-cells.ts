import { advance, i32, ifThen, v128, whileLoop } from '../../training/wasm-kernels/code/instructions.ts';
import { type Code, routine } from '../../training/wasm-kernels/code/routine.ts';
import {
  i16x8,
  end as leave,
  signBits,
  trailingZeros,
  u16,
} from '../../training/wasm-kernels/code/scalars.ts';
import { resultsAt } from './memory-plan.ts';

const [quote, newline, carriageReturn] = [0x22, 0x0a, 0x0d].map(i32.const) as [Code, Code, Code];
const [zero, one, unitBytes] = [0, 1, 2].map(i32.const) as [Code, Code, Code];
/** Code units that are looked at together. As many behind a text must be zeros. */
export const unitsBehind = 16;
const blockBytes = 2 * unitsBehind;

/**
 * Finds the cells of a text's lines, up to `limit`, behind the last line end: where each begins and ends, counted in code
 * units. The results are their number and that of the cells in each row; no number where the rows are not regular.
 */
export const findCells = routine(
  'findCells',
  { codes: 'i32', limit: 'i32', separator: 'i32', starts: 'i32', ends: 'i32' },
  (p, allot) => {
    const [base, marks, at, unit] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const [start, end, hasValue] = [allot('i32'), allot('i32'), allot('i32')];
    const [count, first, width] = [allot('i32'), allot('i32'), allot('i32')];
    const [separators, newlines, quotes] = [allot('v128'), allot('v128'), allot('v128')];
    const units = allot('v128');
    const store = (results: readonly [Code, Code]) =>
      results.map((result, index) => i32.store(i32.const(resultsAt), result, 4 * index));
    const refuse: Code = [store([zero, zero]), leave];
    const refuseIf = (condition: Code) => ifThen(condition, refuse);
    const marksOf = (offset: number): Code => [
      units.set(v128.load(base, offset)),
      v128.or(v128.or(i16x8.eq(units, separators), i16x8.eq(units, newlines)), i16x8.eq(units, quotes)),
    ];
    const next: Code = [advance(at, unitBytes), unit.set(u16.load(at))];
    const placeOf = (address: Code) => i32.shiftRight(i32.sub(address, p.codes), one);
    const isBeforeLineEnd = i32.and(i32.eq(unit, newline), i32.gt(at, start));
    const before = i32.sub(at, unitBytes);
    const plainCell: Code = [
      end.set(at),
      ifThen(isBeforeLineEnd, ifThen(i32.eq(u16.load(before), carriageReturn), end.set(before))),
    ];
    // Marks inside a quotation are none: they are looked for again behind it.
    const quotedCell: Code = [
      [next, start.set(at)],
      whileLoop(i32.and(i32.ne(unit, quote), i32.ne(unit, newline)), next),
      refuseIf(i32.ne(unit, quote)),
      [end.set(at), next],
      ifThen(i32.and(i32.eq(unit, carriageReturn), i32.eq(u16.load(at, 2), newline)), next),
      refuseIf(i32.and(i32.ne(unit, p.separator), i32.ne(unit, newline))),
      [marks.set(zero), base.set(i32.add(at, unitBytes))],
    ];
    const isVisible: Code = i32.below(i32.sub(u16.load(start), i32.const(0x21)), i32.const(0x5e));
    const endRow: Code = [
      ifThen(i32.eqz(width), width.set(count)),
      refuseIf(i32.ne(i32.sub(count, first), width)),
      refuseIf(i32.or(i32.lt(width, i32.const(2)), i32.eqz(hasValue))),
      [first.set(count), hasValue.set(zero)],
    ];
    const addCell: Code = [
      [i32.store(p.starts, placeOf(start)), i32.store(p.ends, placeOf(end))],
      [advance(p.starts, i32.const(4)), advance(p.ends, i32.const(4)), advance(count, one)],
      ifThen(i32.eqz(hasValue), ifThen(i32.gt(end, start), hasValue.set(isVisible))),
      ifThen(i32.eq(unit, newline), endRow),
      start.set(i32.add(at, unitBytes)),
    ];
    const isInside = i32.and(i32.eq(unit, quote), i32.ne(at, start));
    return [
      separators.set(i16x8.splat(p.separator)),
      [newlines.set(i16x8.splat(newline)), quotes.set(i16x8.splat(quote))],
      [base.set(p.codes), start.set(p.codes)],
      whileLoop(i32.lt(base, p.limit), [
        marks.set(signBits(i16x8.narrow(marksOf(0), marksOf(16)))),
        advance(base, i32.const(blockBytes)),
        whileLoop(i32.ne(marks, zero), [
          at.set(i32.add(i32.sub(base, i32.const(blockBytes)), i32.shiftLeft(trailingZeros(marks), one))),
          marks.set(i32.and(marks, i32.sub(marks, one))),
          unit.set(u16.load(at)),
          // A quotation mark inside a cell is an ordinary character.
          ifThen(i32.eqz(isInside), [ifThen(i32.eq(unit, quote), quotedCell, plainCell), addCell]),
        ]),
      ]),
      store([count, width]),
    ];
  },
);
