export interface SumColumn {
  readonly name: string;
  /** NaN where a number is missing. */
  readonly cells: Float64Array;
  /** The largest amount by which a number was rounded when it was written. */
  readonly rounding: number;
}

type Signs = readonly (1 | -1)[];

/** Columns, each with its sign. */
export interface SignedSum {
  readonly columns: readonly SumColumn[];
  readonly signs: Signs;
}

/** Against the rounding of binary numbers, as a share of the largest term. */
const binaryRounding = 1e-12;
/** Most sums differ from the target in one of the first rows. */
const probedRows = 5;
const mostProbesMissed = 1;

/** With a minus alone a sum is the opposite of another one. */
const signsOfTwo: readonly Signs[] = [
  [1, 1],
  [1, -1],
  [-1, 1],
];
const signsOfThree: readonly Signs[] = [
  ...signsOfTwo.flatMap((two) => [[...two, 1] as const, [...two, -1] as const]),
  [-1, -1, 1],
];

/** The sums and differences of two columns, and then of three, that are the target in all of the first rows but one. */
export function* sumsOf(columns: readonly SumColumn[], target: SumColumn): Generator<SignedSum> {
  for (const [place, one] of columns.entries()) {
    for (const other of columns.slice(place + 1)) yield* holding([one, other], signsOfTwo, target);
  }
  for (const [place, one] of columns.entries()) {
    for (const [after, other] of columns.slice(place + 1).entries()) {
      for (const third of columns.slice(place + after + 2))
        yield* holding([one, other, third], signsOfThree, target);
    }
  }
}

function* holding(
  columns: readonly SumColumn[],
  signs: readonly Signs[],
  target: SumColumn,
): Generator<SignedSum> {
  for (const each of signs) {
    let missed = 0;
    for (let row = 0; row < probedRows && missed <= mostProbesMissed; row++) {
      if (distanceOf({ columns, signs: each }, row, target, row) > 0) missed++;
    }
    if (missed <= mostProbesMissed) yield { columns, signs: each };
  }
}

/** How many sums of two and of three of so many columns there are. */
export function countSums(columns: number): number {
  const pairs = (columns * (columns - 1)) / 2;
  return signsOfTwo.length * pairs + (signsOfThree.length * pairs * (columns - 2)) / 3;
}

/**
 * By how much a row's sum misses the target of a row beyond rounding: at most 0 where it does not; NaN without one of the
 * numbers.
 */
export function distanceOf(
  { columns, signs }: SignedSum,
  row: number,
  target: SumColumn,
  targetRow: number,
): number {
  const value = target.cells[targetRow] as number;
  let sum = 0;
  let largest = Math.abs(value);
  let rounding = target.rounding;
  for (let at = 0; at < columns.length; at++) {
    const column = columns[at] as SumColumn;
    const cell = column.cells[row] as number;
    sum += (signs[at] as number) * cell;
    largest = Math.max(largest, Math.abs(cell));
    rounding += column.rounding;
  }
  return Math.abs(sum - value) - rounding - (rounding + largest) * binaryRounding;
}
