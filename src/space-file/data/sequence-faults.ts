import { type Finding, valueAt } from '../finding.ts';
import { tokenFaults, windowFaults } from './window-faults.ts';

/** Constraints between `data.window` or `data.sequence` and other fields. */
export function seriesFaults(content: unknown): Finding[] {
  return [...windowFaults(content), ...sequenceFaults(content)];
}

function sequenceFaults(content: unknown): Finding[] {
  const path = ['data', 'sequence'];
  if (typeof valueAt(content, path) !== 'object') return [];
  const own = (field: string) => valueAt(content, [...path, field]);
  const by = own('by');
  const time = own('time') ?? valueAt(content, ['data', 'split', 'time']);
  const targets = [valueAt(content, ['data', 'target'])].flat();
  const faults: Finding[] = [];
  if (valueAt(content, ['data', 'window']) !== undefined) {
    faults.push({
      path,
      constraint: 'must be left out with data.window: an example is a series, or a window of one',
    });
  }
  if (by === undefined) {
    const constraint = 'must be given: the column whose equal values are one series';
    faults.push({ path: [...path, 'by'], constraint });
  }
  if (time === undefined) {
    const constraint =
      'must be given, or data.split.time: the column of the times that order the rows of a series';
    faults.push({ path: [...path, 'time'], constraint });
  }
  for (const field of ['by', 'time']) {
    const value = own(field);
    if (value === undefined || !targets.includes(value)) continue;
    faults.push({ path: [...path, field], constraint: 'must not be the target', value });
  }
  if (by !== undefined && by === time) {
    faults.push({ path: [...path, 'by'], constraint: 'must not be the column of the times', value: time });
  }
  return [...faults, ...tokenFaults(content, 'sequences')];
}
