import type { Split } from '../../../data/dataset.ts';
import { nameOfRow } from '../../../data/raw-data.ts';
import { middleValues, type Predictions } from '../../../metrics/predictions.ts';
import type { Exhibit } from '../../../reports/check-report.ts';
import { figure } from '../../../reports/figure.ts';
import { ownValue } from '../../../study/outputs/target-scale.ts';
import type { CheckContext } from '../../check.ts';

/** Karpathy's plot of labels and predictions, which align where the loss is least. */
export function memorisedExhibits(
  { dataset: { task }, source }: CheckContext,
  { y, row, rows }: Split,
  predictions: Predictions,
): Exhibit[] {
  if (task.kind === 'joint' || task.kind === 'multilabel') return [];
  const examples = Array.from({ length: rows }, (_, at) => at);
  const name = (at: number) => nameOfRow(source.raw, row[at] as number);
  if (task.kind === 'regression') {
    const label = (at: number) => ownValue(y[at] as number, task);
    const values = middleValues(task, predictions);
    const sorted = examples.toSorted((one, other) => label(one) - label(other));
    const shown = {
      label: sorted.map(label),
      prediction: sorted.map((at) => values[at] as number),
    };
    return [linesOf(`${task.target}: label and prediction of each example`, shown, task.target)];
  }
  const { classes } = task;
  const probabilities = (at: number) => predictions.subarray(at * classes.length, (at + 1) * classes.length);
  const shown = {
    label: examples.map(() => 1),
    prediction: examples.map((at) => probabilities(at)[y[at] as number] as number),
  };
  const lines = examples.map((at) => {
    const own = probabilities(at);
    const likeliest = own.indexOf(Math.max(...own));
    return `${name(at)}: ${classes[y[at] as number]}, predicted ${classes[likeliest]} (${figure(own[likeliest] as number)})`;
  });
  return [
    linesOf('probability of each example’s label', shown, 'probability'),
    { kind: 'text', title: 'Labels and predictions of the examples', lines },
  ];
}

function linesOf(title: string, shown: Readonly<Record<string, readonly number[]>>, yName: string): Exhibit {
  const series = Object.entries(shown).map(([name, values]) => ({ name, values }));
  return { kind: 'lines', title, xName: 'example', yName, firstX: 1, series };
}
