import type { SourceRows } from '../../data/load-dataset.ts';
import type { DataFinding } from '../../reports/data-report.ts';
import { counted } from '../../reports/figure.ts';
import { percent } from '../../reports/number-text.ts';
import { type ComparedColumn, comparedColumns, isClose } from './numbers-between.ts';

const fewestRows = 30;
const fewestAddends = 10;
/** Share of the rows from which two columns of many values are equal for a reason. */
const fewestEqual = 0.2;
const nearlyAll = 0.99;
/** Pairs and triples that differ in these first rows are not examined further. */
const probedRows = 20;
const probedPairs = 5000;

/** `equal-columns` and `sum-of-columns`: inputs that are equal in many rows, or add up to another one. */
export function findBetween({ raw }: SourceRows): DataFinding[] {
  if (raw.inputs.kind !== 'table') return [];
  const columns = comparedColumns(raw.inputs);
  const pairs = columns.flatMap((one, place) =>
    columns.slice(place + 1).map((other) => [one, other] as const),
  );
  return [
    ...pairs.flatMap(([one, other]) => equalFinding(one, other)),
    ...pairs.flatMap(([one, other]) =>
      columns
        .filter((total) => total !== one && total !== other)
        .flatMap((total) => sumFinding(one, other, total)),
    ),
  ];
}

/** The values that most rows of a column have do not count: two columns of zeros are equal by chance. */
function equalFinding(one: ComparedColumn, other: ComparedColumn): DataFinding[] {
  const equal = new Set<number>();
  let [total, count] = [0, 0];
  for (let row = 0; row < one.values.length; row++) {
    const [value, second] = [one.values[row], other.values[row]] as [number, number];
    if (Number.isNaN(value) || Number.isNaN(second)) continue;
    if (value === one.commonest || second === other.commonest) continue;
    total++;
    if (isClose(value, second)) {
      count++;
      equal.add(value);
    }
    // Millions of rows have hundreds of pairs of columns, and hardly any are ever equal.
    if (total === probedPairs && count === 0) return [];
  }
  if (count < Math.max(fewestRows, fewestEqual * total) || equal.size < fewestRows) return [];
  const isCopy = count >= nearlyAll * total;
  return [
    {
      severity: 'info',
      kind: 'equal-columns',
      message: `${one.name} and ${other.name} are equal in ${counted(count, 'row')} (${percent(count / total)}${total < one.values.length ? ` of the ${total} where both have another than their most frequent value` : ''})`,
      advice: isCopy
        ? 'one of them tells nothing new: name it in data.exclude'
        : 'find out why: one may have been filled in from the other where it was not known',
      columns: [one.name, other.name],
      rows: [],
      count,
    },
  ];
}

function sumFinding(one: ComparedColumn, other: ComparedColumn, total: ComparedColumn): DataFinding[] {
  let [count, held, added, probed] = [0, 0, 0, 0];
  for (let row = 0; row < total.values.length; row++) {
    const [a, b, c] = [one.values[row], other.values[row], total.values[row]] as [number, number, number];
    if (Number.isNaN(a) || Number.isNaN(b) || Number.isNaN(c)) continue;
    count++;
    const holds = isClose(a + b, c);
    if (holds) held++;
    if (a === 0 && b === 0) continue;
    probed++;
    if (holds && a !== 0 && b !== 0) added++;
    if (probed === probedRows && held < 0.8 * count) return [];
    // Columns that are mostly 0 agree in the first rows; most triples of millions of rows end here.
    if (count - held > (1 - nearlyAll) * total.values.length) return [];
  }
  if (count < fewestRows || held < nearlyAll * count || added < fewestAddends) return [];
  return [
    {
      severity: 'info',
      kind: 'sum-of-columns',
      message: `${total.name} = ${one.name} + ${other.name} in ${held === count ? 'all' : percent(held / count)} of ${counted(count, 'row')}`,
      advice: 'one of the three tells nothing new: name it in data.exclude',
      columns: [total.name, one.name, other.name],
      rows: [],
      count: held,
    },
  ];
}
