import type { RawColumn, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted, percent } from '../../reports/figure.ts';
import { exactSum } from './exact-sum.ts';

/** Asked about any sum of columns that is the target. */
export const sumAdvice =
  'Is each of them known before the target is? A window or a total that contains the target is not; too good is mostly a leak.';

/**
 * `target-leak`: a target that is the sum or the difference of two or three columns, of any number of rows from ten on.
 * Classes that are numbers are a target too. `rows` in random order.
 */
export function sumLeaks(columns: readonly RawColumn[], target: RawTarget, rows: Int32Array): DataFinding[] {
  const numbers = columns.flatMap((column) => (column.kind === 'number' ? [column] : []));
  const found = exactSum(numbers, targetNumbers(target), rows);
  if (found === undefined) return [];
  const { columns: terms, signs } = found;
  const namesWith = (sign: number) => terms.flatMap(({ name }, at) => (signs[at] === sign ? [name] : []));
  const sum = [namesWith(1).join(' + '), ...namesWith(-1)].join(' − ');
  const share = found.held === found.rows ? 'all' : percent(found.held / found.rows);
  return [
    {
      severity: 'warn',
      kind: 'target-leak',
      message: `the target is ${sum} in ${share} of ${counted(found.rows, 'row')}`,
      advice: sumAdvice,
      columns: terms.map(({ name }) => name),
      rows: [],
      count: terms.length,
    },
  ];
}

/** One for each row; NaN for classes that are no numbers. */
function targetNumbers(target: RawTarget): Float64Array {
  if (target.kind === 'regression') return target.values;
  const numbers = target.classes.map((name) => (name.trim() === '' ? Number.NaN : Number(name)));
  return Float64Array.from(target.labels, (label) => numbers[label] as number);
}
