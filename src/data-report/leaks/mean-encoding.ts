import type { NumberColumn, RawColumn, RawTarget } from '../../data/raw-data.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { figure } from '../../reports/figure.ts';
import { chiSquareTail } from '../../statistics/chi-square.ts';
import { factorise, solve } from '../../statistics/linear/cholesky.ts';

const fewestGroups = 10;
const mostClasses = 20;
const certainty = 1e-6;
/** A mean that chance makes differ from the target's is none: in standard deviations of the target. */
const sameMean = 0.05;
/** Of the group means by the column: 1, and more for a smoothed one. */
const slopes = { least: 0.8, most: 2.5 } as const;
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
): DataFinding[] {
  const targets = numbersOf(target);
  return columns.flatMap((column) => {
    if (column.kind !== 'number') return [];
    const found = targets.flatMap((values) =>
      sets.flatMap((rows, set) => {
        const agreement = measureAgreement(column, values, rows);
        return agreement === undefined || agreement.chance > certainty ? [] : [{ ...agreement, set }];
      }),
    );
    const best = found.toSorted((one, other) => one.excess - other.excess)[0];
    return best === undefined ? [] : [finding(column, best, best.set === 0)];
  });
}

/** The target, or for each class 1 for its rows and 0 for others. */
function numbersOf(target: RawTarget): Float64Array[] {
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
): Agreement | undefined {
  const groups = new Map<number, { count: number; sum: number; squares: number }>();
  let [total, squares, cells] = [0, 0, 0];
  for (const row of rows) {
    const cell = values[row] as number;
    const y = target[row] as number;
    if (Number.isNaN(cell)) return undefined;
    const group = groups.get(cell);
    if (group === undefined) groups.set(cell, { count: 1, sum: y, squares: y * y });
    else {
      group.count++;
      group.sum += y;
      group.squares += y * y;
    }
    if (groups.size > rows.length / 2) return undefined;
    total += y;
    squares += y * y;
    cells += cell;
  }
  const mean = total / rows.length;
  const deviation = Math.sqrt(squares / rows.length - mean * mean);
  if (groups.size < fewestGroups || !(deviation > 0)) return undefined;
  if (Math.abs(cells / rows.length - mean) > sameMean * deviation) return undefined;
  const list = [...groups].map(([cell, { count, sum }]) => ({ cell, count, mean: sum / count }));
  let within = 0;
  for (const { count, sum, squares: own } of groups.values()) within += own - sum ** 2 / count;
  const variance = within / (rows.length - groups.size);
  const fit = fitMeans(list, mean);
  if (!(variance > 1e-9 * deviation ** 2) || fit === undefined) return undefined;
  const degrees = groups.size - 3;
  const statistic = fit.squares / variance;
  return { groups: groups.size, excess: statistic / degrees, chance: 1 - chiSquareTail(statistic, degrees) };
}

interface Mean {
  readonly cell: number;
  readonly count: number;
  readonly mean: number;
}

/**
 * The squares, weighted by rows, that are left of the groups' means by a line in the column, with (column − mean) / n
 * beside it, as a smoothed mean (n · own + k · overall) / (n + k) has it; undefined when the line's slope is not near 1.
 */
function fitMeans(groups: readonly Mean[], overall: number): { squares: number } | undefined {
  const termsOf = ({ cell, count }: Mean) => [1, cell - overall, (cell - overall) / count];
  const matrix = new Float64Array(9);
  const right = new Float64Array(3);
  for (const group of groups) {
    const terms = termsOf(group);
    terms.forEach((one, row) => {
      terms.forEach((other, column) => {
        matrix[row * 3 + column] = (matrix[row * 3 + column] as number) + group.count * one * other;
      });
      right[row] = (right[row] as number) + group.count * one * group.mean;
    });
  }
  // Where all groups have as many rows, the last two terms are one.
  for (let at = 0; at < 3; at++) matrix[at * 4] = (matrix[at * 4] as number) * (1 + 1e-9);
  const weights = solve(factorise(matrix, 3), 3, right);
  const usual = groups.reduce((sum, { count }) => sum + count, 0) / groups.length;
  const slope = (weights[1] as number) + (weights[2] as number) / usual;
  if (!(slope >= slopes.least && slope <= slopes.most)) return undefined;
  const squares = groups.reduce((sum, group) => {
    const fitted = termsOf(group).reduce((total, term, at) => total + term * (weights[at] as number), 0);
    return sum + group.count * (group.mean - fitted) ** 2;
  }, 0);
  return { squares };
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
