import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { brief } from '../../reports/number-text.ts';
import { quantileOf } from '../../statistics/sorted-values.ts';
import { columnFinding } from './finding-list.ts';
import type { MeasuredColumn } from './number-summary.ts';

/** Numbers that people write for "no value", apart from 0. */
const codes = new Set([-1, -9, -99, -999, -9999, -99999, 99, 999, 9999, 99999, 999999]);
const fewestCells = 3;
const fewestOthers = 20;
const listedRows = 20;
/** More zeros are a kind of rows of their own. */
const mostZeros = 0.2;
const leastAmount = 100;
const decades = 100;

interface NamedColumn extends Pick<MeasuredColumn, 'sorted' | 'values'> {
  readonly name: string;
  readonly rowNumbers: Int32Array;
  readonly declareMissing?: ((word: string) => string) | undefined;
  /** Default: the declaration that makes the code a missing cell. */
  readonly advice?: string;
}

/**
 * Finds a repeated −999, 9999 or alike at either end of a column, further from the other values than these spread; or a
 * 0 below values that stay that far above it.
 */
export function sentinelFindings({
  name,
  sorted,
  values,
  rowNumbers,
  declareMissing,
  advice,
}: NamedColumn): DataFinding[] {
  if (declareMissing === undefined && advice === undefined) return [];
  const ends = [sorted[0], sorted.at(-1)].filter((value) => value !== undefined);
  const isZeroAlone = sorted[0] === 0 && isFarBelow(sorted);
  const found =
    ends.find((value, end) => isSentinel(sorted, value, end === 0)) ?? (isZeroAlone ? 0 : undefined);
  if (found === undefined) return [];
  const rows = new Set<number>();
  let count = 0;
  values.forEach((value, index) => {
    if (value !== found) return;
    count++;
    if (rows.size < listedRows) rows.add(rowNumbers[index] as number);
  });
  return [
    columnFinding(name, {
      severity: isSentinel(sorted, found, found === sorted[0]) ? 'warn' : 'info',
      kind: 'missing-code',
      message: `${counted(count, 'cell')} with ${brief(found)}, far from all other values${found === 0 ? `, of which ${brief(sorted[count] as number)} is the least` : ''}, may stand for a missing one`,
      advice: advice ?? `set data.columns to ${declareMissing?.(String(found))} if they do`,
      rows: [...rows],
      count,
    }),
  ];
}

/** Whether people write this number, or 0, for "no value". */
export function isMissingCode(value: number): boolean {
  return value === 0 || codes.has(value);
}

function isSentinel(sorted: Float64Array, value: number, isLowest: boolean): boolean {
  if (!isMissingCode(value)) return false;
  const others = isLowest ? sorted.subarray(runAtStart(sorted)) : sorted.subarray(0, startOfLastRun(sorted));
  if (others.length < fewestOthers || sorted.length - others.length < fewestCells) return false;
  const nearest = isLowest ? (others[0] as number) : (others.at(-1) as number);
  const spread = quantileOf(others, 0.75) - quantileOf(others, 0.25);
  const distance = Math.abs(nearest - value);
  const isSpike = sorted.length - others.length > mostZeros * sorted.length;
  if (value === 0) return isLowest && !isSpike && spread > 0 && distance >= spread;
  const range = (others.at(-1) as number) - (others[0] as number);
  return Math.abs(value) < 10 ? distance >= Math.max(spread, 2) : distance >= range / 2 && distance >= spread;
}

/** The number of values that equal the first. */
function runAtStart(sorted: Float64Array): number {
  const end = sorted.findIndex((value) => value !== sorted[0]);
  return end < 0 ? sorted.length : end;
}

function startOfLastRun(sorted: Float64Array): number {
  return sorted.findLastIndex((value) => value !== sorted[sorted.length - 1]) + 1;
}

/** Few zeros below values that span decades far above them, such as takings of which the least are hundreds. */
function isFarBelow(sorted: Float64Array): boolean {
  const zeros = sorted.findIndex((value) => value !== 0);
  const others = sorted.subarray(zeros);
  if (zeros < fewestCells || zeros > mostZeros * sorted.length || others.length < fewestOthers) return false;
  const [least, most] = [others[0] as number, quantileOf(others, 0.99)];
  return least >= leastAmount && most >= decades * least;
}
