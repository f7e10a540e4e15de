import { evenly } from '../../checks/training/exhibits/dynamics-exhibit.ts';
import type { Split } from '../../data/dataset.ts';
import { judgedRows } from '../../data/folds.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import { middleValues, type Predictions } from '../../metrics/predictions.ts';
import type { ScatterReport, WorstRow } from '../../reports/learned/inspection-report.ts';
import { chosenClass } from '../../study/outputs/chosen-class.ts';
import type { SingleTask, Task } from '../../study/pipeline.ts';
import { rowLooks } from '../../suspects/row-looks.ts';

type Regression = Extract<Task, { kind: 'regression' }>;

const mostPoints = 2000;

/** Targets and predictions of a regression's validation rows. */
export function scatterOf(source: SourceRows, task: Regression, predictions: Predictions): ScatterReport {
  const { name, given } = regressionOf(source);
  const values = middleValues(task, predictions);
  const places = evenly(given.length, mostPoints);
  return {
    target: name,
    given: places.map((place) => given[place] as number),
    predicted: places.map((place) => values[place] as number),
  };
}

/** A target's task, the source with it alone, and its validation rows. */
interface JudgedTarget {
  readonly task: SingleTask;
  readonly source: SourceRows;
  readonly validation: Pick<Split, 'y' | 'rows'>;
}

/** The `count` validation rows with the least probable class, or the largest residual; ties in the split's order. */
export function worstRows(
  { task, source, validation: { y, rows } }: JudgedTarget,
  predictions: Predictions,
  { threshold, count }: { readonly threshold: number | undefined; readonly count: number },
): WorstRow[] {
  const looks = rowLooks({ ...source, rows: { ...source.rows, validation: validationRows(source) } });
  const ranked = (badness: (place: number) => number) =>
    Array.from({ length: rows }, (_, place) => place)
      .map((place) => ({ place, bad: badness(place) }))
      .sort((one, other) => other.bad - one.bad || one.place - other.place)
      .slice(0, count)
      .map(({ place }) => place);
  if (task.kind === 'regression') {
    const { given } = regressionOf(source);
    const values = middleValues(task, predictions);
    const numbers = (place: number) => [given[place] as number, values[place] as number] as const;
    return ranked((place) => Math.abs(numbers(place)[0] - numbers(place)[1])).map((place) => {
      const [own, predicted] = numbers(place);
      return { ...looks('validation', place), given: own, predicted };
    });
  }
  const { classes } = task;
  const probability = (place: number) => predictions[place * classes.length + (y[place] as number)] as number;
  return ranked((place) => -probability(place)).map((place) => ({
    ...looks('validation', place),
    given: classes[y[place] as number] as string,
    predicted: classes[chosenClass(predictions, place, classes.length, threshold)] as string,
    probability: probability(place),
  }));
}

/** Rows of the source, in the order of the validation split. */
function validationRows({ rows }: SourceRows): Int32Array {
  return rows.folds === undefined ? rows.validation : judgedRows(rows.folds);
}

function regressionOf(source: SourceRows): { readonly name: string; readonly given: readonly number[] } {
  const { target } = source.raw;
  if (target.kind !== 'regression') throw new Error('the target has no values');
  const given = Array.from(validationRows(source), (row) => target.values[row] as number);
  return { name: target.name, given };
}
