import { divided, passWork } from '../code/division.ts';
import { advance, forEach } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { routine } from '../code/routine.ts';

/** Copies rows of floats; row strides are in bytes. */
export const copyRows = divided(
  routine(
    'copy-rows',
    { from: 'i32', fromRow: 'i32', to: 'i32', toRow: 'i32', rows: 'i32', columns: 'i32' },
    ({ from, fromRow, to, toRow, rows, columns }, allot) => {
      const [source, target, count] = [allot('i32'), allot('i32'), allot('i32')];
      return forEach(allot('i32'), rows, [
        [source.set(from), target.set(to), count.set(columns)],
        overFloats(count, [source, target], ({ load, store }) => store(target, load(source))),
        [advance(from, fromRow), advance(to, toRow)],
      ]);
    },
  ),
  (value) => ({
    ...{ along: 'rows', unit: 1, steps: { from: value('fromRow'), to: value('toRow') } },
    work: passWork * value('rows') * value('columns'),
  }),
);
