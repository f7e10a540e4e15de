import { divided, passWork } from '../code/division.ts';
import { advance, f32x4, forEach, i32, ifThen } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { routine } from '../code/routine.ts';
import type { Rows } from '../products/packed-product.ts';
import { overRows } from './gates.ts';
import type { SequencePass } from './sequence-pass.ts';

const operands = ['to', 'toRow', 'from', 'fromRow', 'flag', 'flagRow', 'rows', 'units'] as const;

/** Copies the rows of `from` whose flag is 0 to `to`. */
const keeping = routine<(typeof operands)[number]>(
  'keep-rows',
  Object.fromEntries(operands.map((name) => [name, 'i32'])) as Record<(typeof operands)[number], 'i32'>,
  ({ to, toRow, from, fromRow, flag, flagRow, rows, units }, allot) => {
    const [row, count, target, source] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
    const copy = [
      target.set(to),
      source.set(from),
      count.set(units),
      overFloats(count, [target, source], ({ load, store }) => store(target, load(source))),
    ];
    return forEach(row, rows, [
      // The bits of the float 0 are 0.
      ifThen(i32.eqz(i32.load(flag)), copy),
      advance(to, toRow),
      advance(from, fromRow),
      advance(flag, flagRow),
    ]);
  },
);

const keepRows = divided(keeping, (value) => ({
  ...{ along: 'rows', unit: 1 },
  steps: { to: value('toRow'), from: value('fromRow'), flag: value('flagRow') },
  work: passWork * value('rows') * value('units'),
}));

/** to = one + other, row by row. */
const addRows = overRows('add-rows', ['to', 'one', 'other'], {}, ({ to, one, other }, { load, store }) =>
  store(to, f32x4.add(load(one), load(other))),
);

/**
 * A state that steps leave as it is where they are padding: a matrix of `columns` floats for each row of the batch, copied
 * before a step and put back after it where the step is padding.
 */
export class KeptRows {
  readonly #pass: SequencePass;
  readonly #columns: number;
  readonly #kept: Rows;

  constructor(pass: SequencePass, columns: number) {
    this.#pass = pass;
    this.#columns = columns;
    this.#kept = { at: pass.zeros(pass.sizes.batch * columns), row: 4 * columns };
  }

  keep(from: Rows): void {
    this.#pass.copyRows(from, this.#kept, this.#columns);
  }

  keepSum(one: Rows, other: Rows): void {
    const { machine, sizes } = this.#pass;
    const { at: to, row: toRow } = this.#kept;
    const [{ at, row }, second] = [one, other];
    machine.run(addRows, {
      ...{ to, toRow, one: at, oneRow: row, other: second.at, otherRow: second.row },
      ...{ rows: sizes.batch, units: this.#columns },
    });
  }

  putBack(to: Rows, flags: Rows): void {
    keepIn(this.#pass, this.#kept, { to, flags, columns: this.#columns });
  }
}

/** Makes zeros of the rows that are padding. */
export function clearRows(pass: SequencePass, zeros: Rows, to: Rows, flags: Rows, columns: number): void {
  keepIn(pass, zeros, { to, flags, columns });
}

function keepIn(
  { machine, sizes }: SequencePass,
  from: Rows,
  { to, flags, columns }: { readonly to: Rows; readonly flags: Rows; readonly columns: number },
): void {
  machine.run(keepRows, {
    ...{ to: to.at, toRow: to.row, from: from.at, fromRow: from.row },
    ...{ flag: flags.at, flagRow: flags.row, rows: sizes.batch, units: columns },
  });
}
