import type { ColumnSchema, TableSchema } from '../reports/table-schema.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';
import type { Preprocessing } from './dataset.ts';
import { describeLayouts } from './formats/file-layout.ts';
import type { RawData, RawTarget } from './raw-data.ts';
import type { ProblemKind } from './source-problem.ts';

const brokenCells: readonly ProblemKind[] = ['text-among-numbers', 'infinite-values', 'rounded-names'];

/**
 * How a table was read; undefined for images. `preprocessing` shows columns that do not vary in the training rows, and
 * the scaling that was chosen for each.
 */
export function tableSchema(raw: RawData, preprocessing?: Preprocessing): TableSchema | undefined {
  const { inputs, target, targets, targetColumn, columns = [], layouts = [], rowNumbers } = raw;
  const { weights, groups, times } = raw;
  if (inputs.kind !== 'table' || targetColumn === undefined) return undefined;
  const missing = (raw.problems ?? []).find(({ kind }) => kind === 'missing-target');
  const broken = (raw.problems ?? []).filter(({ kind }) => brokenCells.includes(kind));
  const brokenColumns = new Set(broken.map(({ faults }) => faults[0]?.field));
  return {
    files: describeLayouts(layouts),
    rows: rowNumbers.length,
    target: { ...described(targetColumn, target), missing: missing?.count ?? 0 },
    ...(targets?.kind === 'joint' && {
      targets: targets.parts.map((part) => described(part.name, part.target)),
    }),
    ...(targets?.kind === 'multilabel' && { labels: targets.parts.map(({ name }) => name) }),
    roles: {
      ...(weights && { weight: weights.column.name }),
      ...(groups && { group: groups.column }),
      ...(times && { time: times.column }),
    },
    columns: columns.map((column) => withFitted(column, preprocessing, brokenColumns)),
  };
}

function described(name: string, target: RawTarget): Omit<TableSchema['target'], 'missing'> {
  return {
    name,
    task: target.kind,
    ...(target.kind === 'classification' && { classes: target.classes.length }),
    ...target.inferred,
  };
}

function withFitted(
  column: ColumnSchema,
  preprocessing: Preprocessing | undefined,
  broken: ReadonlySet<string | undefined>,
): ColumnSchema {
  const columns = preprocessing && columnsOf(preprocessing);
  if (columns === undefined || column.leftOut !== undefined) return column;
  const fitted = columns.find(({ name }) => name === column.name);
  if (fitted === undefined) {
    const leftOut = broken.has(column.name)
      ? 'its cells are refused'
      : 'it does not vary in the training rows';
    return { ...column, leftOut };
  }
  if (fitted.kind === 'tokens') {
    const { of, words, length } = fitted;
    return { ...column, tokens: { of, vocabulary: words.length, length } };
  }
  if (fitted.kind !== 'number' || fitted.curve === undefined) return column;
  return { ...column, scaling: fitted.curve === 'log1p' ? 'log1p' : 'quantile' };
}
