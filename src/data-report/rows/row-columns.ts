import { asTable } from '../../data/arrays/array-columns.ts';
import { splitNames } from '../../data/dataset.ts';
import type { SourceRows } from '../../data/load-dataset.ts';
import type { NumberColumn } from '../../data/raw-data.ts';
import { shownRow } from '../../reports/number-text.ts';
import { splitOfRows } from '../split-of-rows.ts';
import { isOfSeries, withSteps } from '../windowed.ts';
import { imageColumns } from './image-columns.ts';
import type { RowColumn } from './row-column.ts';

/** Cells as the file has them, by column and by the row's number in the source. */
export type WrittenCells = ReadonlyMap<string, readonly unknown[]>;

/** The number of each row and its split: under these names unless a column of the table has them. */
function ownColumns(source: SourceRows, names: readonly string[]): [RowColumn, RowColumn] {
  const splitOf = splitOfRows(isOfSeries(source) ? withSteps(source) : source);
  return [
    {
      name: freeName('row', names),
      kind: 'number',
      valueAt: (index) => shownRow(source.raw.rowNumbers[index] as number),
    },
    {
      name: freeName('split', names),
      kind: 'text',
      valueAt: (index) => splitNames[splitOf[index] as number] ?? 'none',
    },
  ];
}

function freeName(name: string, names: readonly string[]): string {
  return names.includes(name) ? freeName(`#${name}`, names) : name;
}

/**
 * All columns of the rows: number, split, then those of the table in their order, and the measures of images. A
 * column that is neither an input nor the target has values only in `cells`.
 */
export function rowColumns(
  source: SourceRows,
  names: readonly string[],
  cells: WrittenCells = new Map(),
): RowColumn[] {
  const { inputs } = source.raw;
  const columns = names.map((name) => typedColumn(source, name) ?? writtenColumn(source, name, cells));
  const measures = inputs.kind === 'images' ? imageColumns(inputs, source.raw) : [];
  const named = measures.map((column) => ({ ...column, name: freeName(column.name, names) }));
  return [...ownColumns(source, names), ...columns, ...named];
}

/** The columns of the file of a table; of arrays the target, and numbers by their place unless they are pixels. */
export function rowNames({ raw: { columnNames, targetColumn, inputs } }: SourceRows): readonly string[] {
  if (columnNames !== undefined) return columnNames;
  const target = targetColumn === undefined ? [] : [targetColumn];
  return inputs.kind === 'images' ? target : [...target, ...asTable(inputs).columns.map(({ name }) => name)];
}

/** The names of columns whose values only the file has. */
export function untypedNames(source: SourceRows, names: readonly string[]): string[] {
  return names.filter((name) => typedColumn(source, name) === undefined);
}

function typedColumn({ raw }: SourceRows, name: string): RowColumn | undefined {
  if (name === raw.targetColumn) return targetColumn(name, raw.target);
  const columns = raw.inputs.kind === 'images' ? [] : asTable(raw.inputs).columns;
  const column = columns.find((each) => each.name === name);
  if (column === undefined) return undefined;
  if (column.kind === 'category') {
    return { name, kind: 'text', valueAt: (index) => column.categories[column.codes[index] as number] };
  }
  const kind = kindOf(column.form);
  return kind && { name, kind, valueAt: (index) => present(column.values[index]) };
}

function targetColumn(name: string, target: SourceRows['raw']['target']): RowColumn | undefined {
  if (target.kind === 'classification') {
    return { name, kind: 'text', valueAt: (index) => target.classes[target.labels[index] as number] };
  }
  const kind = kindOf(target.form);
  return kind && { name, kind, valueAt: (index) => present(target.values[index]) };
}

/** Undefined for values that are written otherwise than they are read, such as yes and no. */
function kindOf(form: NumberColumn['form']): 'number' | 'date' | undefined {
  if (form === undefined || form.type === 'number' || form.type === 'integer') return 'number';
  return form.type === 'date' ? 'date' : undefined;
}

function present(value: number | undefined): number | undefined {
  return Number.isNaN(value) ? undefined : value;
}

function writtenColumn({ raw }: SourceRows, name: string, cells: WrittenCells): RowColumn {
  const written = cells.get(name) ?? [];
  return { name, kind: 'text', valueAt: (index) => textOf(written[raw.rowNumbers[index] as number]) };
}

function textOf(cell: unknown): string | undefined {
  const text = typeof cell === 'string' ? cell.trim() : String(cell ?? '');
  return text === '' ? undefined : text;
}
