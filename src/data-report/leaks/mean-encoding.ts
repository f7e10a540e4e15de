import type { NumberColumn, RawColumn, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { figure } from '../../reports/figure.ts';
import { chiSquareTail } from '../../statistics/chi-square.ts';
import { type EqualGroups, equalGroups } from '../../statistics/sorting/equal-groups.ts';
import { fitMeans, type Mean } from './fit-means.ts';
import { RowSums } from './row-sums.ts';

const fewestGroups = 10;
const mostClasses = 20;
const certainty = 1e-6;
/** A mean that chance makes differ from the target's is none: in standard deviations of the target. */
const sameMean = 0.05;
/** Means that agree to the digits that files keep. */
const exactly = 1e-4;

/** How well a column agrees with the target's mean over the rows that share its value. */
export interface Agreement {
  readonly groups: number;
  /** Squared differences in units of those that the spread within groups causes by chance: 1 or more on average. */
  readonly excess: number;
  /** The chance of so small an excess where the column was not computed from these rows. */
  readonly chance: number;
}

/**
 * `target-leak` of a column that is the mean target of a group (of a category that is left out, or stands beside it),
 * computed from the same rows. A true property of groups differs from the means of their rows by at least what chance
 * does, σ² / n; the means themselves agree: a test by the lower tail of F, with χ² for it. Smoothed means agree too.
 */
export function meanEncodings(
  columns: readonly RawColumn[],
  target: RawTarget,
  sets: readonly Int32Array[],
  sums: RowSums,
): DataFinding[] {
  const targets = numbersOf(target);
  return columns.flatMap((column) => {
    if (column.kind !== 'number') return [];
    const found = targets.flatMap((values) =>
      sets.flatMap((rows, set) => {
        const agreement = measureAgreement(column, values, rows, sums);
        return agreement === undefined || agreement.chance > certainty ? [] : [{ ...agreement, set }];
      }),
    );
    const best = found.toSorted((one, other) => one.excess - other.excess)[0];
    return best === undefined ? [] : [finding(column, best, best.set === 0)];
  });
}

/** The target, or for each class 1 for its rows and 0 for others. */
export function numbersOf(target: RawTarget): Float64Array[] {
  if (target.kind === 'regression') return [target.values];
  return target.classes
    .slice(0, mostClasses)
    .map((_, label) => Float64Array.from(target.labels, (own) => Number(own === label)));
}

/** Undefined for a column with few or hardly repeated values, or that is no estimate of the target. */
export function measureAgreement(
  { values }: NumberColumn,
  target: Float64Array,
  rows: Int32Array,
  sums = new RowSums(),
): Agreement | undefined {
  // Most columns have another mean, which is known much sooner than their groups.
  const moments = meanAndDeviation(values, target, rows, sums);
  if (moments === undefined) return undefined;
  const { mean, deviation } = moments;
  const divided = equalGroups(values, rows, rows.length / 2);
  if (divided === undefined || divided.count < fewestGroups) return undefined;
  const { list, within } = summarize(divided, values, target, rows);
  const variance = within / (rows.length - list.length);
  const fit = fitMeans(list, mean);
  if (!(variance > 1e-9 * deviation ** 2) || fit === undefined) return undefined;
  const degrees = list.length - 3;
  const statistic = fit.squares / variance;
  return { groups: list.length, excess: statistic / degrees, chance: 1 - chiSquareTail(statistic, degrees) };
}

/** The mean target of each group, and the squares within all groups. */
function summarize(
  { count, groupOf }: EqualGroups,
  values: Float64Array,
  target: Float64Array,
  rows: Int32Array,
): { readonly list: readonly Mean[]; readonly within: number } {
  const [cells, sums, squares] = [0, 1, 2].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  const counts = new Int32Array(count);
  for (let at = 0; at < rows.length; at++) {
    const [group, row] = [groupOf[at] as number, rows[at] as number];
    const y = target[row] as number;
    if (counts[group] === 0) cells[group] = values[row] as number;
    (counts[group] as number)++;
    (sums[group] as number) += y;
    (squares[group] as number) += y * y;
  }
  let within = 0;
  const list = Array.from(counts, (own, group): Mean => {
    const sum = sums[group] as number;
    within += (squares[group] as number) - sum ** 2 / own;
    return { cell: cells[group] as number, count: own, mean: sum / own };
  });
  return { list, within };
}

/** The target's mean and deviation; undefined when it is constant, or the column lacks a value or has another mean. */
export function meanAndDeviation(
  values: Float64Array,
  target: Float64Array,
  rows: Int32Array,
  sums: RowSums,
) {
  const { sum, squares } = sums.of(target, rows);
  const mean = sum / rows.length;
  const deviation = Math.sqrt(squares / rows.length - mean * mean);
  if (!(deviation > 0)) return undefined;
  const isClose = Math.abs(sums.of(values, rows).sum / rows.length - mean) <= sameMean * deviation;
  return isClose ? { mean, deviation } : undefined;
}

function finding({ name }: NumberColumn, { groups, excess }: Agreement, isOfAllRows: boolean): DataFinding {
  const share = excess < exactly ? 'exactly' : `to ${figure(excess)} of the variance that chance gives it`;
  return {
    severity: isOfAllRows && excess < exactly ? 'fail' : 'warn',
    kind: 'target-leak',
    message: `column ${name} is the mean target of the rows with its value, ${share}, in ${groups} groups: it was computed from ${isOfAllRows ? 'these rows' : 'the training rows'}, their own targets among them`,
    advice: `Compute ${name} for each row from other rows alone (out of fold), or name it in data.exclude.`,
    columns: [name],
    rows: [],
    count: 1,
  };
}
