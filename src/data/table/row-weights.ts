import type { FaultList } from '../fault-list.ts';
import { weightConstraint } from '../preprocessing/weight-constraint.ts';
import type { ColumnBuilder } from './column-builder.ts';
import type { RowPlaces } from './table-builder.ts';

const listedRows = 20;

/** The weight of each row; NaN where a tolerant list of faults keeps a cell that is none. */
export function readWeights(
  builder: ColumnBuilder,
  { lines, rowNumbers }: RowPlaces,
  faults: FaultList,
): Float64Array {
  const weights = Float64Array.from(builder.numbers(), (weight) => (weight >= 0 ? weight : Number.NaN));
  const broken = [...weights.keys()].filter((row) => Number.isNaN(weights[row]));
  const [first] = broken;
  if (first === undefined) return weights;
  const { name: field, position: column } = builder;
  const others = broken.length - 1;
  const line = lines[first] as number;
  const value = cellAt(builder, first, line);
  faults.tolerate({
    kind: 'broken-weight',
    faults: [
      {
        ...{ field, constraint: weightConstraint, line, column },
        ...(value !== undefined && { value }),
        ...(others > 0 && { hint: `and ${others} more like it` }),
      },
    ],
    rows: broken.slice(0, listedRows).map((row) => rowNumbers[row] as number),
    count: faults.isTolerant ? broken.length : 1,
  });
  return weights;
}

/** The cell as it was read; undefined for a missing one. */
function cellAt(builder: ColumnBuilder, row: number, line: number): unknown {
  const number = builder.numbers()[row] as number;
  if (!Number.isNaN(number)) return number;
  const { texts, infinities, nans, unusable } = builder;
  return [texts, infinities, nans, unusable].flatMap(({ first }) => first).find((cell) => cell.line === line)
    ?.value;
}
