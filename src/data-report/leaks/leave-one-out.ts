import type { NumberColumn, RawColumn, RawData } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted, figure } from '../../reports/figure.ts';
import { type EqualGroups, equalGroups } from '../../statistics/sorting/equal-groups.ts';
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
  const targets = numbersOf(target);
  const groupsOf = groupings();
  return numbers.flatMap((column) => {
    for (const values of targets) {
      for (const rows of sets) {
        // Most columns have another mean, which is known much sooner than their groups.
        if (meanAndDeviation(column.values, values, rows) === undefined) continue;
        for (const key of distinct) {
          const groups = key.name === column.name ? undefined : groupsOf(key, rows);
          const within = groups && correlationWithin(groups, column.values, values, rows);
          if (within !== undefined && within.correlation <= mostCorrelation)
            return [finding(column.name, key.name, within, rows === sets[0])];
        }
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

/** Divides rows by a key, once for each key and set of rows; undefined where most groups would be too small. */
function groupings(): (key: GroupKey, rows: Int32Array) => EqualGroups | undefined {
  const known = new Map<GroupKey, Map<Int32Array, EqualGroups | undefined>>();
  return (key, rows) => {
    const ofKey = known.get(key) ?? new Map<Int32Array, EqualGroups | undefined>();
    known.set(key, ofKey);
    if (!ofKey.has(rows)) ofKey.set(rows, equalGroups(key.codes, rows, rows.length / fewestOfGroup));
    return ofKey.get(rows);
  };
}

/**
 * The mean correlation of two columns without missing cells within groups, weighted by rows; undefined for few groups in
 * which both vary.
 */
function correlationWithin(
  { count, groupOf }: EqualGroups,
  cells: Float64Array,
  target: Float64Array,
  rows: Int32Array,
): WithinGroups | undefined {
  const [sizes, cellMeans, means] = [new Int32Array(count), new Float64Array(count), new Float64Array(count)];
  for (let at = 0; at < rows.length; at++) {
    const group = groupOf[at] as number;
    if (group < 0) continue;
    (sizes[group] as number)++;
    (cellMeans[group] as number) += cells[rows[at] as number] as number;
    (means[group] as number) += target[rows[at] as number] as number;
  }
  for (let group = 0; group < count; group++) {
    (cellMeans[group] as number) /= sizes[group] as number;
    (means[group] as number) /= sizes[group] as number;
  }
  const [both, squares, others] = [0, 1, 2].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let at = 0; at < rows.length; at++) {
    const group = groupOf[at] as number;
    if (group < 0) continue;
    const one = (cells[rows[at] as number] as number) - (cellMeans[group] as number);
    const other = (target[rows[at] as number] as number) - (means[group] as number);
    (both[group] as number) += one * other;
    (squares[group] as number) += one * one;
    (others[group] as number) += other * other;
  }
  let [usable, total, sum] = [0, 0, 0];
  for (let group = 0; group < count; group++) {
    const size = sizes[group] as number;
    const [spread, otherSpread] = [squares[group] as number, others[group] as number];
    const isConstant = spread <= 1e-20 * size * (cellMeans[group] as number) ** 2 || otherSpread === 0;
    const correlation = isConstant ? Number.NaN : (both[group] as number) / Math.sqrt(spread * otherSpread);
    if (size < fewestOfGroup || Number.isNaN(correlation)) continue;
    usable++;
    total += size;
    sum += size * correlation;
  }
  if (usable < fewestGroups || total < fewestRows) return undefined;
  return { groups: usable, correlation: sum / total };
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
