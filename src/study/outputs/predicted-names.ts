import type { SingleTask, Task } from '../pipeline.ts';
import { quantileName } from './quantile-name.ts';

/** The name of a column of predictions of one of several targets: "prediction_q05" of price is "prediction_price_q05". */
export function columnOfPart(column: string, part: string): string {
  return column.replace(/^[a-z]+/, (kind) => `${kind}_${part}`);
}

/** A column that the predictions of two targets or labels, or of a target and a class of another, would both have. */
export interface SharedColumn {
  readonly column: string;
  readonly targets: readonly [string, string];
}

/** The first such column of several targets; undefined where all have names of their own. */
export function sharedColumn(task: Task): SharedColumn | undefined {
  const owners = new Map<string, string>();
  for (const { name, columns } of namedColumns(task)) {
    for (const each of columns) {
      const column = columnOfPart(each, name);
      const owner = owners.get(column);
      if (owner !== undefined) return { column, targets: [owner, name] };
      owners.set(column, name);
    }
  }
  return undefined;
}

/** The columns of each target, or of each label that has a column of its own. */
function namedColumns(task: Task): { readonly name: string; readonly columns: readonly string[] }[] {
  if (task.kind === 'joint')
    return task.parts.map(({ name, task: own }) => ({ name, columns: columnsOf(own) }));
  if (task.kind !== 'multilabel' || task.separator !== undefined) return [];
  return task.labels.map((name) => ({ name, columns: ['prediction', 'prediction_set', 'probability'] }));
}

/** All columns that the predictions of one target can have. */
function columnsOf(task: SingleTask): readonly string[] {
  if (task.kind === 'classification') {
    return ['prediction', 'prediction_set', ...task.classes.map((name) => `probability_${name}`)];
  }
  const quantiles = (task.quantiles ?? []).map((quantile) => `prediction_${quantileName(quantile)}`);
  return ['prediction', 'prediction_low', 'prediction_high', ...quantiles];
}
