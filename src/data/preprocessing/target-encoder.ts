import type { Task } from '../../study/pipeline.ts';
import { brokenDomain } from '../../study/target-domain.ts';
import { scaledTarget } from '../../study/target-scale.ts';
import { isRounded, nameIn, numberIn, placeOfName, roundedConstraint } from '../formats/cell.ts';

/**
 * Encodes target cells of any format: the class's index or the scaled value; or the constraint that the cell breaks.
 */
export function targetEncoder(task: Task): (cell: unknown) => number | string {
  if (task.kind === 'regression') {
    return (cell) => {
      const value = numberIn(cell);
      if (value === undefined || Number.isNaN(value)) return 'the target must be a number';
      return brokenDomain(value, task.transform?.kind) ?? scaledTarget(value, task);
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
