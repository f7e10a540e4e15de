import type { Task } from '../../study/pipeline.ts';
import { isRounded, nameIn, numberIn, placeOfName, roundedConstraint } from '../formats/cell.ts';

type Regression = Extract<Task, { kind: 'regression' }>;

/** The standardised target of a regression. */
export function scaledTarget(value: number, { mean, std }: Regression): number {
  return (value - mean) / std;
}

/**
 * Encodes target cells of any format: the class's index or the scaled value; or the constraint that the cell breaks.
 */
export function targetEncoder(task: Task): (cell: unknown) => number | string {
  if (task.kind === 'regression') {
    return (cell) => {
      const value = numberIn(cell);
      const isThere = value !== undefined && !Number.isNaN(value);
      return isThere ? scaledTarget(value, task) : 'the target must be a number';
    };
  }
  const labels = new Map(task.classes.map((name, label) => [name, label]));
  return (cell) => {
    if (isRounded(cell)) return roundedConstraint;
    const label = placeOfName(labels, cell, nameIn(cell) ?? '');
    return label ?? `must be one of the classes ${brief(task.classes)}`;
  };
}

function brief(names: readonly string[]): string {
  return names.length > 10 ? `${names.slice(0, 10).join(', ')}, ...` : names.join(', ');
}
