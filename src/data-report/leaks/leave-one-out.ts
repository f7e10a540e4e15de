import type { NumberColumn, RawColumn, RawData } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted, figure } from '../../reports/figure.ts';
import { type EqualGroups, equalGroups } from '../../statistics/sorting/equal-groups.ts';
import { meanAndDeviation, numbersOf } from './mean-encoding.ts';
import type { RowSums } from './row-sums.ts';

const fewestGroups = 5;
const fewestRows = 40;
/** Two rows always lie on a line. */
const fewestOfGroup = 3;
/** A correlation within groups that only a computed column has, also when it was rounded. */
const mostCorrelation = -0.97;
/** Sums of rounded numbers may be off by this much. */
const roundingSlack = 1e-6;
const mostKeys = 40;

/** The groups that a column names: one number a row, NaN where it names none. */
interface GroupKey {
  readonly name: string;
  /** Few keys are ever asked for theirs. */
  readonly codes: () => ArrayLike<number>;
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
  sums: RowSums,
): DataFinding[] {
  const numbers = columns.filter((column): column is NumberColumn => column.kind === 'number');
  const named = [...groupKeys(columns), ...keys.map(({ name, values }) => ({ name, codes: () => values }))];
  const distinct = [...new Map(named.map((key) => [key.name, key])).values()].slice(0, mostKeys);
  const targets = numbersOf(target);
  const groupsOf = groupings();
  return numbers.flatMap((column) => {
    for (const values of targets) {
      for (const rows of sets) {
        // Most columns have another mean, which is known much sooner than their groups.
        if (meanAndDeviation(column.values, values, rows, sums) === undefined) continue;
        for (const key of distinct) {
          const groups = key.name === column.name ? undefined : groupsOf(key, rows);
          const within = groups && correlationWithin(groups, column.values, values);
          if (within !== undefined) return [finding(column.name, key.name, within, rows === sets[0])];
        }
      }
    }
    return [];
  });
}

function groupKeys(columns: readonly RawColumn[]): GroupKey[] {
  return columns.map((column) =>
    column.kind === 'number'
      ? { name: column.name, codes: () => column.values }
      : {
          name: column.name,
          codes: () => Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : code)),
        },
  );
}

/** The rows of each group, group by group, each group's in the order of all rows. */
interface GroupedRows {
  readonly members: Int32Array;
  /** The place in `members` behind each group's last row. */
  readonly ends: Int32Array;
}

/** Divides rows by a key, once for each key and set of rows; undefined where most groups would be too small. */
function groupings(): (key: GroupKey, rows: Int32Array) => GroupedRows | undefined {
  const known = new Map<GroupKey, Map<Int32Array, GroupedRows | undefined>>();
  return (key, rows) => {
    const ofKey = known.get(key) ?? new Map<Int32Array, GroupedRows | undefined>();
    known.set(key, ofKey);
    if (!ofKey.has(rows)) {
      const groups = equalGroups(key.codes(), rows, rows.length / fewestOfGroup);
      ofKey.set(rows, groups && groupedRows(groups, rows));
    }
    return ofKey.get(rows);
  };
}

function groupedRows({ count, groupOf }: EqualGroups, rows: Int32Array): GroupedRows {
  const ends = new Int32Array(count);
  for (const group of groupOf) if (group >= 0) (ends[group] as number)++;
  let start = 0;
  for (let group = 0; group < count; group++) {
    const size = ends[group] as number;
    ends[group] = start;
    start += size;
  }
  const members = new Int32Array(start);
  for (let at = 0; at < rows.length; at++) {
    const group = groupOf[at] as number;
    if (group >= 0) members[(ends[group] as number)++] = rows[at] as number;
  }
  return { members, ends };
}

/**
 * The mean correlation of two columns without missing cells within groups, weighted by rows; undefined for few groups in
 * which both vary, or where it is above `mostCorrelation`. That is mostly clear after a few groups: those that are left
 * would have to make up for them, and none is below −1.
 */
function correlationWithin(
  { members, ends }: GroupedRows,
  cells: Float64Array,
  target: Float64Array,
): WithinGroups | undefined {
  let [groups, total, sum, start] = [0, 0, 0, 0];
  for (const end of ends) {
    const correlation = correlationOf(members.subarray(start, end), cells, target);
    const size = end - start;
    start = end;
    if (size < fewestOfGroup || Number.isNaN(correlation)) continue;
    groups++;
    total += size;
    sum += size * correlation;
    const left = members.length - end;
    if (sum - left > (mostCorrelation + roundingSlack) * (total + left)) return undefined;
  }
  if (groups < fewestGroups || total < fewestRows) return undefined;
  const correlation = sum / total;
  return correlation <= mostCorrelation ? { groups, correlation } : undefined;
}

/** NaN where one of the two does not vary. */
function correlationOf(rows: Int32Array, cells: Float64Array, target: Float64Array): number {
  let [cellMean, mean] = [0, 0];
  for (let at = 0; at < rows.length; at++) {
    cellMean += cells[rows[at] as number] as number;
    mean += target[rows[at] as number] as number;
  }
  cellMean /= rows.length;
  mean /= rows.length;
  let [both, squares, others] = [0, 0, 0];
  for (let at = 0; at < rows.length; at++) {
    const one = (cells[rows[at] as number] as number) - cellMean;
    const other = (target[rows[at] as number] as number) - mean;
    both += one * other;
    squares += one * one;
    others += other * other;
  }
  const isConstant = squares <= 1e-20 * rows.length * cellMean ** 2 || others === 0;
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
