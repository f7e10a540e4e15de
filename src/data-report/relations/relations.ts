import { asTable } from '../../data/arrays/array-columns.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { RawColumn } from '../../data/raw-data.ts';
import type { ColumnRelation } from '../../reports/data/relation-report.ts';
import { randomFor } from '../../statistics/random.ts';
import { brightnessOf } from '../rows/image-columns.ts';

/** A sample of this size takes ten milliseconds a column. */
const mostRows = 20_000;

/** The columns that are compared with the target; of images their mean brightness is the only one. */
export function relatedColumns({ raw: { inputs } }: SourceRows): readonly RawColumn[] {
  return inputs.kind === 'images'
    ? [{ kind: 'number', name: 'brightness', values: brightnessOf(inputs) }]
    : asTable(inputs).columns;
}

/** The column that explains most first. Chance explains nothing at all of many a column: their correlations then order them. */
export function orderRelations(relations: readonly (ColumnRelation | undefined)[]): ColumnRelation[] {
  const square = ({ correlation }: ColumnRelation) => (correlation?.value ?? 0) ** 2;
  return relations
    .filter((relation) => relation !== undefined)
    .sort((one, other) => other.explained.share - one.explained.share || square(other) - square(one));
}

const known = new WeakMap<SourceRows['rows'], Int32Array>();

/**
 * The rows that may guide choices, those of training and validation, or a seeded sample of them, ascending: what is
 * learned from test rows would bias what is measured on them.
 */
export function relatedRows({ rows }: SourceRows): Int32Array {
  const found = known.get(rows) ?? drawRows(rows);
  known.set(rows, found);
  return found;
}

function drawRows(rows: SourceRows['rows']): Int32Array {
  const all = Int32Array.from(new Set([...rows.train, ...rows.validation]));
  return (all.length <= mostRows ? all : randomFor('relations').shuffle(all).slice(0, mostRows)).sort();
}
