import type { RawColumn, RawData } from '../../data/raw-data.ts';
import { valuesAt } from '../../statistics/places.ts';
import { errorOfCodes } from '../leaks/codes.ts';
import { baselineError, judgedTarget } from '../leaks/target.ts';
import type { Candidate } from './candidate.ts';

/** Share of the best constant's error that is left when the value is known: repeated measurements of a number vary. */
const mostError = { classification: 0.1, regression: 0.2 } as const;
const fewestWrong = 20;
/** Share of a column's variance that is within the values. */
const mostWithin = 0.05;
/** From this share of the columns on, the rows of a value are near copies. */
const fewestAlike = 0.5;
/** Share of the variance of the values' means that their neighbours explain: more makes a number a measurement. */
const mostSmooth = 0.3;

/** True when the value tells the target, and its order does not. */
export function tellsTarget(candidate: Candidate, { target }: RawData): boolean {
  const { rows, codes, values } = candidate;
  const judged = judgedTarget(target, rows);
  const baseline = baselineError(judged);
  if (baseline < fewestWrong) return false;
  if (errorOfCodes(codes, values.length, judged) > mostError[target.kind] * baseline) return false;
  const numbers = judged.kind === 'regression' ? judged.ranks : Float64Array.from(judged.labels);
  return !isSmooth(candidate, numbers);
}

/** The number of numeric input columns that hardly vary within a value, of how many. */
export function alikeColumns(
  candidate: Candidate,
  columns: readonly RawColumn[],
): { alike: number; of: number } {
  const others = columns.flatMap((column) =>
    column.kind === 'number' && column.name !== candidate.name ? [column] : [],
  );
  const varied = others.flatMap(({ values }) => {
    const drawn = valuesAt(values, candidate.rows);
    const within = withinShare(candidate, drawn);
    return within === undefined ? [] : [within <= mostWithin && !isSmooth(candidate, drawn)];
  });
  return { alike: varied.filter((isAlike) => isAlike).length, of: varied.length };
}

export function areNearCopies({ alike, of }: { readonly alike: number; readonly of: number }): boolean {
  return of > 0 && alike >= fewestAlike * of;
}

/** The variance within the values as a share of all; undefined for a constant column, or one with many gaps. */
function withinShare({ codes, values }: Candidate, numbers: Float64Array): number | undefined {
  const { means, counts, mean, count, total } = summarize(codes, values.length, numbers);
  const used = counts.filter((each) => each > 0).length;
  if (count < numbers.length / 2 || count <= used || total === 0) return undefined;
  const between = counts.reduce((sum, each, code) => sum + each * ((means[code] as number) - mean) ** 2, 0);
  return (total - between) / (count - used) / (total / (count - 1));
}

/** Whether the means of neighbouring numbers are alike, as those of a measurement are and those of a name are not. */
function isSmooth({ kind, codes, values }: Candidate, numbers: Float64Array): boolean {
  if (kind === 'text') return false;
  const { means, counts, mean } = summarize(codes, values.length, numbers);
  let [left, all] = [0, 0];
  for (let code = 1; code < values.length - 1; code++) {
    const neighbours = ((means[code - 1] as number) + (means[code + 1] as number)) / 2;
    left += (counts[code] as number) * ((means[code] as number) - neighbours) ** 2;
    all += (counts[code] as number) * ((means[code] as number) - mean) ** 2;
  }
  return all > 0 && 1 - left / all > mostSmooth;
}

function summarize(codes: Int32Array, size: number, numbers: Float64Array) {
  const [sums, counts] = [new Float64Array(size), new Float64Array(size)];
  let [sum, squares, count] = [0, 0, 0];
  for (let place = 0; place < codes.length; place++) {
    const [code, number] = [codes[place] as number, numbers[place] as number];
    if (Number.isNaN(number)) continue;
    sums[code] = (sums[code] as number) + number;
    counts[code] = (counts[code] as number) + 1;
    sum += number;
    count++;
  }
  const mean = count === 0 ? 0 : sum / count;
  for (let place = 0; place < numbers.length; place++) {
    const number = numbers[place] as number;
    if (!Number.isNaN(number)) squares += (number - mean) ** 2;
  }
  const means = sums.map((each, code) => (counts[code] === 0 ? mean : each / (counts[code] as number)));
  return { means, counts, mean, count, total: squares };
}
