import { setImmediate } from 'node:timers/promises';
import { asTable } from '../../data/arrays/array-columns.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawColumn } from '../../data/raw-data.ts';
import type { ColumnRelation } from '../../reports/data/relation-report.ts';
import { randomFor } from '../../statistics/random.ts';
import { brightnessOf } from '../rows/image-columns.ts';
import { relationOf } from './relation.ts';

/** A sample of this size takes ten milliseconds a column. */
const mostRows = 20_000;

/**
 * Each column against the target, the one that explains most first, on rows of training and validation: what is learned
 * from test rows would bias what is measured on them. Of images their mean brightness is the only column.
 */
export async function relateColumns(
  source: SourceRows,
  onProgress: (fraction: number) => void = () => {},
): Promise<ColumnRelation[]> {
  const { inputs, target } = source.raw;
  const columns: readonly RawColumn[] =
    inputs.kind === 'images'
      ? [{ kind: 'number', name: 'brightness', values: brightnessOf(inputs) }]
      : asTable(inputs).columns;
  const rows = relatedRows(source);
  const relations: ColumnRelation[] = [];
  for (const [index, column] of columns.entries()) {
    onProgress(index / columns.length);
    relations.push(...[relationOf(column, target, rows)].filter((relation) => relation !== undefined));
    await setImmediate();
  }
  // Chance explains nothing at all of many a column: their correlations then order them.
  const square = ({ correlation }: ColumnRelation) => (correlation?.value ?? 0) ** 2;
  return relations.sort(
    (one, other) => other.explained.share - one.explained.share || square(other) - square(one),
  );
}

/** The rows that may guide choices, or a seeded sample of them, ascending. */
export function relatedRows({ rows }: SourceRows): Int32Array {
  const all = Int32Array.from(new Set([...rows.train, ...rows.validation]));
  return (all.length <= mostRows ? all : randomFor('relations').shuffle(all).slice(0, mostRows)).sort();
}
