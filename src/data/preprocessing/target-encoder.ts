import { brokenTarget } from '../../study/outputs/target-domain.ts';
import { scaledTarget } from '../../study/outputs/target-scale.ts';
import type { SingleTask } from '../../study/pipeline.ts';
import { cellReader, constraintOf } from '../cells/form.ts';
import { missingTest } from '../cells/missing.ts';
import { nameFinder, nameIn, normalizedName } from '../cells/name.ts';
import { isRounded, roundedConstraint } from '../cells/number.ts';
import type { NameForm } from './column-inputs.ts';

/**
 * Encodes target cells of any format: the class's index or the scaled value; or the constraint that the cell breaks.
 */
export function targetEncoder(
  task: SingleTask,
  { areNormalized = false }: NameForm = {},
): (cell: unknown) => number | string {
  if (task.kind === 'regression') {
    const read = cellReader(task);
    const constraint = `the target ${constraintOf(task.form)}`;
    return (cell) => {
      const value = read(cell);
      if (value === undefined || Number.isNaN(value)) return constraint;
      const request = { targetTransform: task.transform?.kind, isCount: task.count };
      return brokenTarget(value, request) ?? scaledTarget(value, task);
    };
  }
  const find = nameFinder(task.classes);
  const isNone = missingTest(task.missing, false);
  return (cell) => {
    if (isRounded(cell)) return roundedConstraint;
    const name = nameIn(cell, isNone) ?? '';
    // A class may be called as a missing value is elsewhere: a minus sign, or NA.
    const written = name === '' && typeof cell === 'string' ? cell.trim() : name;
    const label = find(cell, areNormalized ? normalizedName(written) : written);
    return label ?? `must be one of the classes ${brief(task.classes)}`;
  };
}

function brief(names: readonly string[]): string {
  return names.length > 10 ? `${names.slice(0, 10).join(', ')}, ...` : names.join(', ');
}
