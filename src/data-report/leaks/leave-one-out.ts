import type { NumberColumn, RawColumn, RawData } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted, figure } from '../../reports/figure.ts';
import { meanAndDeviation, numbersOf } from './mean-encoding.ts';

const fewestGroups = 5;
const fewestRows = 40;
/** Two rows always lie on a line. */
const fewestOfGroup = 3;
/** A correlation within groups that only a computed column has, also when it was rounded. */
const mostCorrelation = -0.97;
const mostKeys = 40;

/** The groups that a column names: one number a row, NaN where it names none. */
interface GroupKey {
  readonly name: string;
  readonly codes: ArrayLike<number>;
}

interface WithinGroups {
  readonly groups: number;
  readonly correlation: number;
}

/**
 * `target-leak` of a column that is the mean target of the other rows of a group, which another column names: (sum − y) /
 * (n − 1), so that within each group it falls on a line as the target rises, and gives it away. Smoothed means do so too.
 */
export function leaveOneOutMeans(
  columns: readonly RawColumn[],
  { target, keys = [] }: Pick<RawData, 'target' | 'keys'>,
  sets: readonly Int32Array[],
): DataFinding[] {
  const numbers = columns.filter((column): column is NumberColumn => column.kind === 'number');
  const named = [...groupKeys(columns), ...keys.map(({ name, values }) => ({ name, codes: values }))];
  const distinct = [...new Map(named.map((key) => [key.name, key])).values()].slice(0, mostKeys);
  return numbers.flatMap((column) => {
    for (const values of numbersOf(target)) {
      for (const rows of sets) {
        // Most columns have another mean, which is known much sooner than their groups.
        if (meanAndDeviation(column.values, values, rows) === undefined) continue;
        const found = distinct
          .filter(({ name }) => name !== column.name)
          .map(({ name, codes }) => ({ name, within: correlationWithin(codes, column.values, values, rows) }))
          .find(({ within }) => within !== undefined && within.correlation <= mostCorrelation);
        if (found?.within !== undefined)
          return [finding(column.name, found.name, found.within, rows === sets[0])];
      }
    }
    return [];
  });
}

function groupKeys(columns: readonly RawColumn[]): GroupKey[] {
  return columns.map((column) =>
    column.kind === 'number'
      ? { name: column.name, codes: column.values }
      : {
          name: column.name,
          codes: Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code)),
        },
  );
}

/** The mean correlation of two columns within groups, weighted by rows; undefined for few groups in which both vary. */
function correlationWithin(
  codes: ArrayLike<number>,
  cells: Float64Array,
  target: Float64Array,
  rows: Int32Array,
): WithinGroups | undefined {
  const groups = new Map<number, number[]>();
  for (const row of rows) {
    const code = codes[row] ?? Number.NaN;
    if (Number.isNaN(code) || Number.isNaN(cells[row])) continue;
    const members = groups.get(code);
    if (members === undefined) groups.set(code, [row]);
    else members.push(row);
    if (groups.size > rows.length / fewestOfGroup) return undefined;
  }
  const usable = [...groups.values()].flatMap((members) => {
    const correlation = members.length < fewestOfGroup ? Number.NaN : correlationOf(members, cells, target);
    return Number.isNaN(correlation) ? [] : [{ rows: members.length, correlation }];
  });
  const total = usable.reduce((sum, group) => sum + group.rows, 0);
  if (usable.length < fewestGroups || total < fewestRows) return undefined;
  const sum = usable.reduce((all, group) => all + group.rows * group.correlation, 0);
  return { groups: usable.length, correlation: sum / total };
}

/** NaN where one of them does not vary. */
function correlationOf(rows: readonly number[], cells: Float64Array, target: Float64Array): number {
  const meanOf = (values: Float64Array) =>
    rows.reduce((sum, row) => sum + (values[row] as number), 0) / rows.length;
  const [cell, own] = [meanOf(cells), meanOf(target)];
  let [both, squares, others] = [0, 0, 0];
  for (const row of rows) {
    const [one, other] = [(cells[row] as number) - cell, (target[row] as number) - own];
    both += one * other;
    squares += one * one;
    others += other * other;
  }
  const isConstant = squares <= 1e-20 * rows.length * cell ** 2 || others === 0;
  return isConstant ? Number.NaN : both / Math.sqrt(squares * others);
}

function finding(
  name: string,
  key: string,
  { groups, correlation }: WithinGroups,
  isOfAllRows: boolean,
): DataFinding {
  return {
    severity: isOfAllRows ? 'fail' : 'warn',
    kind: 'target-leak',
    message: `column ${name} is the mean target of the other rows with the same ${key}, without the row's own target: in ${counted(groups, 'group')} it falls as the target rises (correlation ${figure(correlation)}), and gives it away${isOfAllRows ? '' : ' in the training rows'}`,
    advice: `Compute ${name} for each row from other parts of the rows (out of fold), the same for all rows of a part, or name it in data.exclude.`,
    columns: [name],
    rows: [],
    count: 1,
  };
}
