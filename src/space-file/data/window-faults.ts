import { windowLengthParameter } from '../../study/searched/column-selection.ts';
import { type Finding, valueAt } from '../finding.ts';

/** Constraints between `data.window` and other fields. */
export function windowFaults(content: unknown): Finding[] {
  const path = ['data', 'window'];
  if (typeof valueAt(content, path) !== 'object') return [];
  const own = (field: string) => valueAt(content, [...path, field]);
  const time = own('time') ?? valueAt(content, ['data', 'split', 'time']);
  const target = valueAt(content, ['data', 'target']);
  const faults: Finding[] = [];
  const isOfLabels = valueAt(content, ['data', 'task']) === 'multilabel';
  if (isOfLabels || (Array.isArray(target) && target.length > 1)) {
    const constraint = `must be left out: windows do not work with ${isOfLabels ? 'labels' : 'several targets'} yet`;
    faults.push({ path, constraint });
  }
  if (own('length') === undefined && valueAt(content, ['space', windowLengthParameter]) === undefined) {
    const constraint = 'must be given: the number of rows in a window';
    faults.push({ path: [...path, 'length'], constraint });
  }
  if (time === undefined) {
    const constraint = 'must be given, or data.split.time: the column of the times that order the rows';
    faults.push({ path: [...path, 'time'], constraint });
  }
  for (const field of ['by', 'time']) {
    if (own(field) === undefined || own(field) !== target) continue;
    faults.push({ path: [...path, field], constraint: 'must not be the target', value: target });
  }
  if (own('by') !== undefined && own('by') === time) {
    const constraint = 'must not be the column of the times';
    faults.push({ path: [...path, 'by'], constraint, value: time });
  }
  return [...faults, ...stratifyFaults(content), ...tokenFaults(content, 'windows')];
}

/** The times of windows decide the split alone, unless it names a group, a column or folds; those of `split.time` are faults of the split. */
function stratifyFaults(content: unknown): Finding[] {
  const path = ['data', 'split', 'stratify'];
  const value = valueAt(content, path);
  const decides = (field: string) => valueAt(content, ['data', 'split', field]) !== undefined;
  if (value !== true || ['group', 'column', 'folds', 'time'].some(decides)) return [];
  return [
    { path, constraint: 'must be left out with windows, whose times alone decide where a row goes', value },
  ];
}

/** Columns of texts that enter as token ids; hashed words are numbers. */
export function tokenFaults(content: unknown, feature: 'windows' | 'sequences'): Finding[] {
  const columns = Object.entries(valueAt(content, ['data', 'columns']) ?? {});
  return columns.flatMap(([name, column]) => {
    const value = valueAt(column, ['as']);
    if (value === undefined || value === 'words') return [];
    const constraint = `must be left out, or words: ${feature} do not work with texts as token ids yet`;
    return [{ path: ['data', 'columns', name, 'as'], constraint, value }];
  });
}
