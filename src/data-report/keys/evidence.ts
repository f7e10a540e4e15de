import type { RawColumn, RawData } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';
import { errorOfCodes } from '../leaks/codes.ts';
import { baselineError, judgedTarget } from '../leaks/target.ts';
import type { Candidate } from './candidate.ts';
import { type ColumnSpreads, type Spread, spreadOf } from './column-spreads.ts';

/** Share of the best constant's error that is left when the value is known: repeated measurements of a number vary. */
const mostError = { classification: 0.1, regression: 0.2 } as const;
const fewestWrong = 20;
/** Share of a column's variance that is within the values. */
const mostWithin = 0.05;
/** From this share of the columns on, the rows of a value are near copies. */
const fewestAlike = 0.5;
/** Share of the variance of the values' means that their neighbours explain: more makes a number a measurement. */
const mostSmooth = 0.3;
/** Rows beyond one for each value, as a share of all, that are looked at first. */
const firstShare = 0.125;
/** Against the rounding of sums. */
const clearly = 1.01;

/** True when the value tells the target, and its order does not. */
export function tellsTarget(candidate: Candidate, { target }: RawData): boolean {
  const { rows, codes, values } = candidate;
  const judged = judgedTarget(target, rows);
  const baseline = baselineError(judged);
  if (baseline < fewestWrong) return false;
  if (errorOfCodes(codes, values.length, judged) > mostError[target.kind] * baseline) return false;
  const numbers = judged.kind === 'regression' ? judged.ranks : Float64Array.from(judged.labels);
  return !isSmooth(candidate, numbers, spreadOf(numbers));
}

/** Numeric input columns that hardly vary within a value, of those that vary at all. */
interface AlikeColumns {
  readonly alike: number;
  readonly of: number;
}

/** How many columns hardly vary within a value, where these are half or more: rows of a value are near copies then. */
export function alikeColumns(
  candidate: Candidate,
  columns: readonly RawColumn[],
  spreads: ColumnSpreads,
): AlikeColumns | undefined {
  const others = columns.flatMap((column) =>
    column.kind === 'number' && column.name !== candidate.name ? [column] : [],
  );
  let [alike, varied] = [0, 0];
  for (const [at, { values }] of others.entries()) {
    const isAlike = hardlyVaries(candidate, values, spreads);
    if (isAlike !== undefined) varied++;
    if (isAlike) alike++;
    const most = alike + others.length - 1 - at;
    if (most < fewestAlike * (varied + others.length - 1 - at)) return undefined;
  }
  return varied > 0 ? { alike, of: varied } : undefined;
}

/** Undefined for a column that is constant, or has many gaps. */
function hardlyVaries(candidate: Candidate, values: Float64Array, spreads: ColumnSpreads) {
  const spread = spreads.of(values, candidate);
  const { count, total } = spread;
  if (count < candidate.rows.length / 2 || total === 0) return undefined;
  if (varyInFirstRows(candidate, values, spread)) return false;
  const drawn = valuesAt(values, candidate.rows);
  const within = withinShare(candidate, drawn, spread);
  return within === undefined ? undefined : within <= mostWithin && !isSmooth(candidate, drawn, spread);
}

/**
 * True where the first rows alone vary more within the values than all rows may, which most columns do: the squares of more
 * rows are never less. False leaves it open.
 */
function varyInFirstRows(
  { codes, rows, values: { length } }: Candidate,
  values: Float64Array,
  spread: Spread,
) {
  const first = Math.min(rows.length, length + Math.ceil(firstShare * rows.length));
  const drawn = valuesAt(values, rows.subarray(0, first));
  const { between, used } = divide(codes.subarray(0, first), length, drawn, spread.mean);
  let squares = 0;
  for (const number of drawn) if (!Number.isNaN(number)) squares += (number - spread.mean) ** 2;
  const least = (squares - between) / (spread.count - used);
  return least > clearly * mostWithin * (spread.total / (spread.count - 1));
}

/** The variance within the values as a share of all; undefined where no value repeats. */
function withinShare(
  { codes, values }: Candidate,
  numbers: Float64Array,
  { mean, count, total }: Spread,
): number | undefined {
  const { between, used } = divide(codes, values.length, numbers, mean);
  if (count <= used) return undefined;
  return (total - between) / (count - used) / (total / (count - 1));
}

/** How many values have numbers, and the sum of squares between the values' means. */
function divide(codes: Int32Array, size: number, numbers: Float64Array, mean: number) {
  const { means, counts } = summarize(codes, size, numbers, mean);
  const used = counts.filter((each) => each > 0).length;
  const between = counts.reduce((sum, each, code) => sum + each * ((means[code] as number) - mean) ** 2, 0);
  return { between, used };
}

/** Whether the means of neighbouring numbers are alike, as those of a measurement are and those of a name are not. */
function isSmooth(
  { kind, codes, values }: Candidate,
  numbers: Float64Array,
  { mean }: Pick<Spread, 'mean'>,
): boolean {
  if (kind === 'text') return false;
  const { means, counts } = summarize(codes, values.length, numbers, mean);
  let [left, all] = [0, 0];
  for (let code = 1; code < values.length - 1; code++) {
    const neighbours = ((means[code - 1] as number) + (means[code + 1] as number)) / 2;
    left += (counts[code] as number) * ((means[code] as number) - neighbours) ** 2;
    all += (counts[code] as number) * ((means[code] as number) - mean) ** 2;
  }
  return all > 0 && 1 - left / all > mostSmooth;
}

/** The mean and the count of the numbers of each value; the mean of a value without any is that of all. */
function summarize(codes: Int32Array, size: number, numbers: Float64Array, mean: number) {
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  for (let place = 0; place < codes.length; place++) {
    const [code, number] = [codes[place] as number, numbers[place] as number];
    if (Number.isNaN(number)) continue;
    sums[code] = (sums[code] as number) + number;
    counts[code] = (counts[code] as number) + 1;
  }
  const means = sums.map((each, code) => (counts[code] === 0 ? mean : each / (counts[code] as number)));
  return { means, counts };
}
