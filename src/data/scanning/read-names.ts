import { advance, i32, ifThen, whileLoop } from '../../training/wasm-kernels/code/instructions.ts';
import { type Allot, type Code, routine, type Variable } from '../../training/wasm-kernels/code/routine.ts';
import { f64, end as leave, u16 } from '../../training/wasm-kernels/code/scalars.ts';
import { mostNameUnits, nameKinds, namesAt, resultsAt, slotCount } from './memory-plan.ts';
import { columnParameters, plainNumber } from './plain-number.ts';

const [zero, one, unitBytes] = [0, 1, 2].map(i32.const) as [Code, Code, Code];

/**
 * Reads a column's cells as numbers and as codes of names, up to one that needs its text: a name that is not in the table
 * and no plain number, or of the kind `text`. New numbers enter the table while it has room. Results: the number of rows,
 * of empty cells, of words, and of names.
 */
export const readNames = routine(
  'readNames',
  {
    ...columnParameters,
    /** Where the code of each row is written. */
    found: 'i32',
    count: 'i32',
    mostNames: 'i32',
  },
  (p, allot) => {
    const [row, empty, words, kind] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const [at, end, first, number] = [allot('i32'), allot('i32'), allot('i32'), allot('f64')];
    const [code, slot] = [allot('i32'), allot('i32')];
    const results = [row, empty, words, p.count];
    const stop: Code = [
      results.map((result, index) => i32.store(i32.const(resultsAt), result, 4 * index)),
      leave,
    ];
    const cell = { at, end, number, stop, wholeStop: p.wholeStop, stopsAtPoint: p.stopsAtPoint };
    const plain = plainNumber(cell, allot);
    const address = (place: Variable) => i32.add(p.codes, i32.shiftLeft(i32.load(place), one));
    const known: Code = [
      kind.set(i32.loadByte(i32.add(code, i32.const(namesAt.kinds)))),
      ifThen(i32.eqz(kind), stop),
      number.set(f64.load(i32.shiftLeft(code, i32.const(3)), namesAt.values)),
      ifThen(i32.eq(kind, i32.const(nameKinds.word)), advance(words, one), plain.stopIfWhole),
    ];
    const unknown: Code = [
      [first.set(at), plain.read],
      ifThen(i32.ge(p.count, p.mostNames), stop),
      addName({ first, end, slot, number, count: p.count, stop }, allot),
      code.set(i32.sub(p.count, one)),
    ];
    return [
      whileLoop(i32.lt(row, p.rows), [
        [at.set(address(p.starts)), end.set(address(p.ends))],
        ifThen(
          i32.eq(at, end),
          [number.set(f64.const(Number.NaN)), code.set(i32.const(-1)), advance(empty, one)],
          [findName({ at, end, code, slot }, allot), ifThen(i32.ge(code, zero), known, unknown)],
        ),
        [f64.store(p.numbers, number), i32.store(p.found, code)],
        [advance(p.starts, p.stride), advance(p.ends, p.stride)],
        [advance(p.numbers, i32.const(8)), advance(p.found, i32.const(4)), advance(row, one)],
      ]),
      stop,
    ];
  },
);

interface Search {
  readonly at: Variable;
  readonly end: Variable;
  readonly code: Variable;
  readonly slot: Variable;
}

const endOf = (code: Code, offset = 0) =>
  i32.load(i32.shiftLeft(code, i32.const(2)), namesAt.begins + offset);

/** Sets the code of the name between two addresses, or −1, and the slot at which the search has ended, as in NameTable. */
function findName({ at, end, code, slot }: Search, allot: Allot): Code {
  const [hash, here, there, isOver] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
  const isAlike = i32.eq(i32.shiftLeft(i32.sub(endOf(code, 4), endOf(code)), one), i32.sub(end, at));
  const compare: Code = [
    [here.set(at), there.set(i32.add(i32.shiftLeft(endOf(code), one), i32.const(namesAt.units)))],
    whileLoop(i32.and(i32.lt(here, end), i32.eq(u16.load(here), u16.load(there))), [
      advance(here, unitBytes),
      advance(there, unitBytes),
    ]),
    isOver.set(i32.eq(here, end)),
  ];
  return [
    [hash.set(zero), here.set(at), isOver.set(zero)],
    whileLoop(i32.lt(here, end), [
      hash.set(i32.mul(i32.xor(hash, u16.load(here)), i32.const(0x01000193))),
      advance(here, unitBytes),
    ]),
    slot.set(i32.and(i32.xor(hash, i32.shiftRightUnsigned(hash, i32.const(15))), i32.const(slotCount - 1))),
    whileLoop(i32.eqz(isOver), [
      code.set(i32.sub(u16.load(i32.shiftLeft(slot, one), namesAt.slots), one)),
      ifThen(i32.lt(code, zero), isOver.set(one), [
        ifThen(isAlike, compare),
        ifThen(i32.eqz(isOver), slot.set(i32.and(i32.add(slot, one), i32.const(slotCount - 1)))),
      ]),
    ]),
  ];
}

interface NewName {
  readonly first: Variable;
  readonly end: Variable;
  readonly slot: Variable;
  readonly number: Variable;
  readonly count: Variable;
  readonly stop: Code;
}

/** Adds a number to the table; stops where its code units have no room. */
function addName({ first, end, slot, number, count, stop }: NewName, allot: Allot): Code {
  const [to, next] = [allot('i32'), allot('i32')];
  return [
    next.set(i32.add(endOf(count), i32.shiftRight(i32.sub(end, first), one))),
    ifThen(i32.gt(next, i32.const(mostNameUnits)), stop),
    to.set(i32.add(i32.shiftLeft(endOf(count), one), i32.const(namesAt.units))),
    whileLoop(i32.lt(first, end), [
      u16.store(to, u16.load(first)),
      [advance(first, unitBytes), advance(to, unitBytes)],
    ]),
    i32.storeByte(i32.add(count, i32.const(namesAt.kinds)), i32.const(nameKinds.number)),
    f64.store(i32.shiftLeft(count, i32.const(3)), number, namesAt.values),
    advance(count, one),
    i32.store(i32.shiftLeft(count, i32.const(2)), next, namesAt.begins),
    u16.store(i32.shiftLeft(slot, one), count, namesAt.slots),
  ];
}
