import { columnsOf } from '../../study/inputs/columns-of.ts';
import type {
  ColumnRange,
  Preprocessing,
  Task,
  TrainingRange,
  TrainingRanges,
} from '../../study/pipeline.ts';
import type { RawData } from '../raw-data.ts';

/**
 * The ranges of the given rows, the training split's, for the pipeline; undefined for images. They are no part of a data
 * set, whose fingerprint older studies have stored without them. A column without a value in these rows has none.
 */
export function fitRanges(
  { inputs, target, targets }: Pick<RawData, 'inputs' | 'target' | 'targets'>,
  { preprocessing, task }: { readonly preprocessing: Preprocessing; readonly task: Task },
  rows: Int32Array,
): TrainingRanges | undefined {
  if (inputs.kind === 'images' || preprocessing.kind === 'image') return undefined;
  const own = target.kind === 'regression' && task.kind === 'regression' && rangeOf(target.values, rows);
  const ofTarget = { ...(own && { target: own }), ...rangesOfParts(targets, rows) };
  const columns = columnsOf(preprocessing);
  if (inputs.kind === 'arrays' || columns === undefined) return { inputs: [], ...ofTarget };
  const used = new Set(columns.map(({ name }) => name));
  const ranges = inputs.columns.flatMap((column): ColumnRange[] => {
    if (column.kind !== 'number' || !used.has(column.name)) return [];
    const range = rangeOf(column.values, rows);
    return range === undefined ? [] : [{ name: column.name, ...range }];
  });
  return { inputs: ranges, ...ofTarget };
}

/** The ranges of the regressions among several targets. */
function rangesOfParts(targets: RawData['targets'], rows: Int32Array): Pick<TrainingRanges, 'targets'> {
  const found = (targets?.parts ?? []).flatMap(({ name, target }): ColumnRange[] => {
    const range = target.kind === 'regression' ? rangeOf(target.values, rows) : undefined;
    return range === undefined ? [] : [{ name, ...range }];
  });
  return found.length === 0 ? {} : { targets: found };
}

/** NaN stands for a missing value. */
function rangeOf(values: ArrayLike<number>, rows: Int32Array): TrainingRange | undefined {
  let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const row of rows) {
    const value = values[row] as number;
    if (value < least) least = value;
    if (value > largest) largest = value;
  }
  return least <= largest ? { least, largest } : undefined;
}
