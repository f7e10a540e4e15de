import { divided, passUnit, passWork } from '../code/division.ts';
import { step } from '../code/formulas.ts';
import { advance, f32x4, forEach, i32, ifThen, minimum, v128, whileLoop } from '../code/instructions.ts';
import { overFloats } from '../code/over-floats.ts';
import { type Code, routine, type Variable } from '../code/routine.ts';

/** y[r, c] = max(x[r, c] + bias[c], 0), with the bits of the two passes; y may be x. */
export const rectifiedSum = divided(
  routine(
    'rectified-sum',
    { x: 'i32', bias: 'i32', y: 'i32', rows: 'i32', columns: 'i32' },
    ({ x, bias, y, rows, columns }, allot) => {
      const [at, count] = [allot('i32'), allot('i32')];
      const { add, atLeast } = f32x4;
      return forEach(allot('i32'), rows, [
        [at.set(bias), count.set(columns)],
        overFloats(count, [x, at, y], ({ load, store }) =>
          // Zero is added since the greater of −0 and 0 is the first one here.
          store(y, add(atLeast(add(load(x), load(at)), v128.zero), v128.zero)),
        ),
      ]);
    },
  ),
  (value) => {
    const row = 4 * value('columns');
    return {
      ...{ along: 'rows', unit: 1, steps: { x: row, y: row } },
      work: passWork * value('rows') * value('columns'),
    };
  },
);

const gradientParameters = {
  /** Outputs of the rectifier, or its inputs. */
  y: 'i32',
  dy: 'i32',
  /** The gradients of the inputs; may be `dy`. */
  dx: 'i32',
  /** Sums of the columns of `dx`, to which these rows are added unless they are the first ones. */
  sums: 'i32',
  isFirst: 'i32',
  rows: 'i32',
  columns: 'i32',
  /** Bytes from one row of each matrix to the next. */
  row: 'i32',
} as const;

/** Rows whose columns are summed one after another while they are in the first-level cache. */
const rowsTogether = 32;

/** dx = dy where y is above zero, else dy · 0; the sums of its columns add their rows in order. */
export const rectifierGradient = divided(
  routine(
    'rectifier-gradient',
    gradientParameters,
    ({ y, dy, dx, sums, isFirst, rows, columns, row }, allot) => {
      const [together, left, to, index] = [allot('i32'), allot('i32'), allot('i32'), allot('i32')];
      const [fromY, fromDy, fromDx] = [allot('i32'), allot('i32'), allot('i32')];
      const pointers = [fromY, fromDy, fromDx];
      const [output, change, low] = [allot('v128'), allot('v128'), allot('v128')];
      const totals = Array.from({ length: 4 }, () => allot('v128'));
      const columnsOf = (width: number): Code => {
        const used = totals.slice(0, Math.max(1, width / 4));
        const [load, store] = width === 1 ? [v128.loadOne, v128.storeOne] : [v128.load, v128.store];
        const at = (pointer: Variable, place: number) =>
          place === 0 ? pointer : i32.add(pointer, i32.const(16 * place));
        const eachRow = used.map((total, place) => [
          output.set(load(at(fromY, place))),
          change.set(f32x4.mul(load(at(fromDy, place)), step(output, allot, low))),
          store(at(fromDx, place), change),
          total.set(f32x4.add(total, change)),
        ]);
        const next = [fromY, fromDy, fromDx, to].map((pointer) => advance(pointer, i32.const(4 * width)));
        const back = (pointer: Variable) => advance(pointer, i32.sub(i32.const(0), i32.mul(together, row)));
        return whileLoop(i32.ge(left, i32.const(width)), [
          ifThen(
            isFirst,
            used.map((total) => total.set(v128.zero)),
            used.map((total, place) => total.set(load(at(to, place)))),
          ),
          forEach(index, together, [eachRow, pointers.map((pointer) => advance(pointer, row))]),
          used.map((total, place) => store(at(to, place), total)),
          [pointers.map(back), next, advance(left, i32.const(-width))],
        ]);
      };
      return [
        low.set(v128.zero),
        whileLoop(i32.gt(rows, i32.const(0)), [
          together.set(minimum(rows, i32.const(rowsTogether))),
          [fromY.set(y), fromDy.set(dy), fromDx.set(dx), to.set(sums), left.set(columns)],
          [16, 4, 1].map(columnsOf),
          isFirst.set(i32.const(0)),
          [y, dy, dx].map((pointer) => advance(pointer, i32.mul(together, row))),
          advance(rows, i32.sub(i32.const(0), together)),
        ]),
      ];
    },
  ),
  (value) => ({
    ...{ along: 'columns', unit: passUnit, steps: { y: 4, dy: 4, dx: 4, sums: 4 } },
    work: 2 * passWork * value('rows') * value('columns'),
  }),
);
