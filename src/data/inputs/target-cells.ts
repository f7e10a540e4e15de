import type { Pipeline, SingleTask, Task } from '../../study/pipeline.ts';
import { cellReader, constraintOf } from '../cells/form.ts';
import { missingTest } from '../cells/missing.ts';
import { nameIn } from '../cells/name.ts';
import type { NameForm } from '../preprocessing/column-inputs.ts';
import { targetEncoder } from '../preprocessing/target-encoder.ts';
import { namesIn } from '../table/label-names.ts';

/** A column of new rows that holds targets. */
export interface TargetCells {
  readonly name: string;
  /** Its numbers of `y` for a row begin here. */
  readonly offset: number;
  /** Those numbers, or the constraint that the cell breaks. */
  encode(cell: unknown): readonly number[] | string;
  /** True for a cell that means that the row has no target. */
  isMissing(cell: unknown): boolean;
}

/** Such a column, and its place among the columns of new rows, from 0. */
export type PlacedTarget = TargetCells & { readonly position: number };

/** The columns of a model's targets; `target` names that of a single one, which need not be the column of training. */
export function targetCells(
  { task, names }: Pick<Pipeline, 'task' | 'names'>,
  target: string,
): readonly TargetCells[] {
  const form: NameForm = { areNormalized: names === undefined };
  if (task.kind === 'joint') {
    return task.parts.map((part, offset) => ({ ...singleCells(part.task, form), name: part.name, offset }));
  }
  if (task.kind !== 'multilabel') return [{ ...singleCells(task, form), name: target, offset: 0 }];
  if (task.separator !== undefined)
    return [{ ...dividedCells(task, task.separator), name: target, offset: 0 }];
  const read = cellReader({ form: { type: 'boolean' }, ...(task.missing && { missing: task.missing }) });
  const constraint = `a label ${constraintOf({ type: 'boolean' })}`;
  return task.labels.map((name, offset) => ({
    ...{ name, offset },
    encode: (cell) => {
      const value = read(cell);
      return value === undefined || Number.isNaN(value) ? constraint : [value];
    },
    isMissing: (cell) => Number.isNaN(read(cell)),
  }));
}

function singleCells(task: SingleTask, form: NameForm): Pick<TargetCells, 'encode' | 'isMissing'> {
  const encode = targetEncoder(task, form);
  return {
    encode: (cell) => {
      const value = encode(cell);
      return typeof value === 'number' ? [value] : value;
    },
    isMissing: missingTarget(task),
  };
}

function missingTarget(task: SingleTask): (cell: unknown) => boolean {
  if (task.kind === 'regression') {
    const read = cellReader(task);
    return (cell) => Number.isNaN(read(cell));
  }
  const isNone = missingTest(task.missing, false);
  const classes = new Set(task.classes);
  // A class may be called as a missing value is elsewhere: a minus sign, or NA.
  return (cell) => nameIn(cell, isNone) === '' && !(typeof cell === 'string' && classes.has(cell.trim()));
}

/** An empty cell has no label; a word for "no value" means that the row has no target. */
function dividedCells(
  { labels, missing }: Extract<Task, { kind: 'multilabel' }>,
  separator: string,
): Pick<TargetCells, 'encode' | 'isMissing'> {
  const places = new Map(labels.map((name, place) => [name, place]));
  const isNone = missingTest(missing, false);
  return {
    encode: (cell) => {
      const values = labels.map(() => 0);
      const names = namesIn(nameIn(cell, () => false) ?? '', separator);
      const unknown = names.find((name) => !places.has(name));
      if (unknown !== undefined) return `must have known labels, and ${unknown} is none`;
      for (const name of names) values[places.get(name) as number] = 1;
      return values;
    },
    isMissing: (cell) => typeof cell === 'string' && cell.trim() !== '' && isNone(cell.trim()),
  };
}
