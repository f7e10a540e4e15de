import { didYouMean } from '../../faults/did-you-mean.ts';
import type { DataSpec, SplitSpec } from '../../study/study-spec.ts';
import { seriesKeys } from '../../study/windows/sequence-spec.ts';
import type { FaultList } from '../fault-list.ts';
import { isNumberedColumn } from '../formats/delimited/header.ts';
import { listColumns, type RowSource } from '../formats/row-source.ts';
import type { TimeField } from '../row-keys.ts';

type Columns = Pick<RowSource, 'names' | 'hasNames'> & Partial<Pick<RowSource, 'layouts'>>;

/** The part of a request that names columns. */
export type ColumnRequest = Pick<
  DataSpec,
  | 'target'
  | 'image'
  | 'task'
  | 'separator'
  | 'targetTransform'
  | 'exclude'
  | 'split'
  | 'window'
  | 'sequence'
  | 'weight'
  | 'columns'
  | 'decimal'
  | 'thousands'
  | 'missing'
  | 'missingIndicators'
>;

/**
 * The purpose of a column. The weights are no inputs, and neither are the group and the time of a split and the series
 * and the time of windows and sequences, unless data.columns declares them.
 */
export type Role = 'input' | 'target' | 'split' | 'weight' | 'excluded';

/** The columns of the target or the targets. */
export function targetNames(target: DataSpec['target']): readonly string[] {
  return target === undefined ? [] : [target].flat();
}

/** Every column name in the request. */
export function namesWanted(request: ColumnRequest): string[] {
  const { target, image, exclude, weight, columns = {} } = request;
  const single = [image, weight].filter((name) => name !== undefined);
  return [
    ...targetNames(target),
    ...single,
    ...exclude,
    ...Object.keys(columns),
    ...keyColumns(request).map(({ name }) => name),
  ];
}

/** The columns that a split and windows name, with their fields. */
function keyColumns({ split, ...rows }: Pick<ColumnRequest, 'split' | 'window' | 'sequence'>): {
  field: string;
  name: string;
}[] {
  const keys = seriesKeys(rows);
  const names = {
    'data.split.column': split.kind === 'column' ? split.column : undefined,
    'data.split.group': split.group,
    [splitTimeField(split)]: split.time,
    [`${keys?.section}.by`]: keys?.by,
    ...(keys?.time !== split.time && { [`${keys?.section}.time`]: keys?.time }),
  };
  return Object.entries(names).flatMap(([field, name]) => (name === undefined ? [] : [{ field, name }]));
}

/** The field that names the time of the split. */
export function splitTimeField({ timeOf }: SplitSpec): TimeField {
  return timeOf === 'window' ? 'data.window.time' : 'data.split.time';
}

/** The role of each column, in the order of the columns. Unknown and contradictory names are faults. */
export function assignRoles(source: Columns, request: ColumnRequest, faults: FaultList): Role[] {
  const { target, image, exclude, split, weight } = request;
  const splitColumn = split.kind === 'column' ? split.column : undefined;
  addRepeatedNames(source, faults);
  const targets = targetNames(target);
  if (targets.length === 0) checkName('data.target', undefined, source, faults);
  targets.forEach((name, index) => {
    checkName('data.target', name, source, faults);
    if (targets.indexOf(name) === index) return;
    faults.add({ field: 'data.target', constraint: 'must name each column once', value: name });
  });
  for (const name of exclude) checkName('data.exclude', name, source, faults);
  for (const name of Object.keys(request.columns ?? {})) checkName('data.columns', name, source, faults);
  const keys = keyColumns(request);
  for (const { field, name } of keys) checkName(field, name, source, faults);
  if (weight !== undefined) checkName('data.weight', weight, source, faults);
  if (image !== undefined) checkName('data.image', image, source, faults);
  const taken = keys.map(({ name }) => name);
  for (const name of targets.filter((each) => [...exclude, ...taken].includes(each))) {
    const constraint = `must be neither excluded nor a column of ${sections(request)}`;
    faults.add({ field: 'data.target', constraint, value: name });
  }
  if (weight !== undefined && [...targets, ...exclude, ...taken].includes(weight)) {
    const constraint = `must be neither excluded nor the target nor a column of ${sections(request)}`;
    faults.add({ field: 'data.weight', constraint, value: weight });
  }
  if (image !== undefined && targets.includes(image)) {
    const constraint = 'must not be the target: it names the files of the images';
    faults.add({ field: 'data.image', constraint, value: image });
  }
  const roles = source.names.map((name, index): Role => {
    if (source.names.indexOf(name) !== index) return 'excluded';
    if (targets.includes(name)) return 'target';
    if (name === splitColumn) return 'split';
    if (name === weight) return 'weight';
    // The pixels are all inputs.
    if (exclude.includes(name) || image !== undefined) return 'excluded';
    return taken.includes(name) && request.columns?.[name] === undefined ? 'excluded' : 'input';
  });
  if (!roles.includes('input') && !request.window?.pastTarget && image === undefined)
    faults.add({ field: 'data.exclude', constraint: 'must leave at least one input column' });
  return roles;
}

function sections(request: ColumnRequest): string {
  return ['data.split', seriesKeys(request)?.section ?? []].flat().join(' or ');
}

function checkName(field: string, name: string | undefined, source: Columns, faults: FaultList): void {
  const { names, hasNames } = source;
  const list = listColumns(names);
  if (name === undefined) {
    faults.add({ field, constraint: 'must name the column to predict', hint: list });
  } else if (!names.includes(name)) {
    const unnamed = `the file has no header; its columns are column1 to column${names.length}`;
    const isNumbered = hasNames && isNumberedColumn(name);
    const taken = 'the first row was taken for a header; if it is none, set data.header to false';
    const [only = ''] = names;
    if (names.length === 1 && holdsName(only, name)) {
      const hint = `the header is one cell, ${JSON.stringify(only)}: set data.delimiter to the mark between its names`;
      faults.add({ field, constraint: 'must be a column of the file', value: name, hint });
      return;
    }
    const hint = hasNames ? (isNumbered ? taken : (didYouMean(name, names) ?? list)) : unnamed;
    faults.add({ field, constraint: 'must be a column of the file', value: name, hint });
  }
}

/** True for a header that was not divided, with the name between marks that are no letters. */
function holdsName(header: string, name: string): boolean {
  return header.split(/[^\p{L}\p{N}_]+/u).includes(name);
}

function addRepeatedNames({ names, layouts = [] }: Columns, faults: FaultList): void {
  const line = layouts[0]?.headerLine ?? 1;
  names.forEach((name, index) => {
    const first = names.indexOf(name);
    if (first === index) return;
    const constraint = `must have a name of its own, as column ${first + 1} has this one`;
    const fault = { field: `column ${index + 1}`, constraint, value: name, line, column: index + 1 };
    faults.tolerate({ kind: 'repeated-column', faults: [fault] });
  });
}
