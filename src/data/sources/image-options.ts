import type { DataSpec } from '../../study/study-spec.ts';
import { kindOfTask } from '../../study/task/task-name.ts';
import { FaultList } from '../fault-list.ts';
import { listColumns, type RowSource } from '../formats/row-source.ts';

export const digitClasses = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;

/** Options that name columns or say how their cells are written. */
const ofTables = [
  'target',
  'image',
  'root',
  'targetWeights',
  'separator',
  'weight',
  'weightMetrics',
  'targetTransform',
  'columns',
  'decimal',
  'thousands',
  'missing',
  'missingIndicators',
  'delimiter',
  'encoding',
  'header',
  'comment',
] as const satisfies readonly (keyof DataSpec)[];

/** Throws a FaultsError when a request for images without a table has options that only tables have. */
export function refuseTableOptions(spec: DataSpec): void {
  const faults = new FaultList(spec.source);
  const isFolder = spec.source === 'images';
  const constraint = isFolder ? 'must be absent for a folder of images' : 'must be absent for images';
  const hint = isFolder ? 'only a table of images has columns' : 'they have no columns';
  if (spec.path !== undefined && !isFolder) {
    faults.add({ field: 'data.path', constraint: 'must be absent for built-in images', value: spec.path });
  }
  for (const key of ofTables) {
    const value = spec[key];
    if (value !== undefined) faults.add({ field: `data.${key}`, constraint, value, hint });
  }
  if (spec.exclude.length > 0) faults.add({ field: 'data.exclude', constraint, value: spec.exclude, hint });
  if (spec.split.kind === 'column') {
    faults.add({ field: 'data.split.column', constraint, value: spec.split.column, hint });
  }
  for (const key of ['group', 'time'] as const) {
    const value = spec.split[key];
    if (value !== undefined) faults.add({ field: `data.split.${key}`, constraint, value, hint });
  }
  if (spec.task !== undefined && (typeof spec.task !== 'string' || kindOfTask(spec.task) === 'regression')) {
    const reason = `classification or ordinal for ${isFolder ? 'a folder of images' : 'images'}`;
    faults.add({ field: 'data.task', constraint: `must be ${reason}`, value: spec.task });
  }
  faults.throwIfAny();
}

/** Throws a FaultsError when a request for the images of a table does not say which column is which. */
export function refuseMissingColumns(
  { image, target, folders }: DataSpec,
  { file, names }: Pick<RowSource, 'file' | 'names'>,
): void {
  const faults = new FaultList(file);
  const hint = listColumns(names);
  if (image === undefined) {
    const constraint = 'must name the column with the paths of the images';
    faults.add({ field: 'data.image', constraint, hint });
  }
  if (target === undefined) {
    faults.add({ field: 'data.target', constraint: 'must name the column to predict', hint });
  }
  if (folders !== undefined) {
    const constraint = 'must be absent for images that a table lists';
    faults.add({ field: 'data.folders', constraint, value: folders });
  }
  faults.throwIfAny();
}
