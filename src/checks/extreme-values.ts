import type { Dataset } from '../data/dataset.ts';
import { percent } from '../reports/figure.ts';
import { medianOf } from '../statistics/median.ts';
import { numericInputs } from './numeric-inputs.ts';

/** Few rows that hold nearly all of the variance leave almost the same number to all others. */
const few = 0.05;
const nearlyAll = { ofTarget: 0.95, ofInput: 0.999 } as const;
const fewestRows = 40;

/**
 * "look first at extreme values, …; else ", where few rows hold nearly all of the variance of the target or of an input,
 * as a wrong unit or a code such as 99999 makes them; empty otherwise. The most on 40 real tables was 0.89, of a target.
 */
export function extremesFirst(dataset: Dataset): string {
  const { task, splits } = dataset;
  const { train } = splits;
  if (train.rows < fewestRows) return '';
  const target = task.kind === 'regression' ? [{ name: `the target ${task.target}`, values: train.y }] : [];
  const found = [
    ...target.filter(({ values }) => shareOfFew(values) > nearlyAll.ofTarget),
    ...numericInputs(dataset)
      .filter(({ values }) => shareOfFew(values) > nearlyAll.ofInput)
      .map(({ name, values }) => ({ name: `the input ${name}`, values })),
  ];
  const [first] = found;
  if (first === undefined) return '';
  const most = `${percent(few)} of the training rows hold ${percent(shareOfFew(first.values))} of the variance of ${first.name}`;
  return `look first at extreme values, since ${most} (\`data\` shows them); else `;
}

/** The share of the squared distances from the median that the few farthest rows have; 0 where no others vary. */
function shareOfFew(values: Float32Array): number {
  const middle = medianOf(values);
  const squares = Float64Array.from(values, (value) => (value - middle) ** 2).sort();
  const sum = (part: Float64Array) => part.reduce((one, square) => one + square, 0);
  const first = squares.length - Math.ceil(few * squares.length);
  const [rest, last] = [sum(squares.subarray(0, first)), sum(squares.subarray(first))];
  return rest > 0 ? last / (rest + last) : 0;
}
