import { rowsBefore } from '../../study/windows/window-spec.ts';
import type { RawData } from '../raw-data.ts';
import type { RowOrder } from './row-windows.ts';
import { shownSteps } from './shown-step.ts';

/** Sentences about windows: their size, the rows that have none and why, the step of time, and what they may hold. */
export function windowNotes(raw: RawData, { step, gaps, runStart }: RowOrder): string[] {
  const { windows, steps } = raw;
  if (windows === undefined || steps === undefined) return [];
  const { spec, targets, order } = windows;
  const { times, series } = steps;
  const all = order.length;
  const ahead = spec.horizon === 1 ? 'the next row' : `the row ${spec.horizon} rows after them`;
  const by = series === undefined ? '' : ` of the same ${series.column}`;
  const short = series === undefined ? 0 : series.names.length - seriesWithTarget(raw);
  const without = all - targets.length;
  return [
    `windows of ${spec.length} rows${by}, in the order of ${times.column}, predict ${ahead}: ${targets.length} of ${all} rows have one, ${without} have fewer than ${rowsBefore(spec)} rows before them`,
    ...(short > 0 ? [`${short} of ${series?.names.length} series are shorter than a window`] : []),
    stepNote(raw, step, gaps, runStart),
    `earlier values of ${raw.targetColumn} are ${spec.pastTarget ? 'inputs too' : 'no inputs'}`,
    'windows of validation and test rows reach back into earlier rows, as forecasts do; none reaches forward',
  ];
}

function stepNote(raw: RawData, step: number | undefined, gaps: number, runStart: Int32Array) {
  const { windows } = raw;
  const times = raw.steps?.times;
  if (times === undefined) throw new Error('windows have times');
  if (windows?.spec.acrossGaps) return 'rows are neighbours whatever time lies between them';
  if (step === undefined) {
    return `the steps of ${times.column} vary: rows are neighbours whatever time lies between them`;
  }
  const between = `rows are ${shownSteps(1, step, raw)} apart`;
  if (gaps === 0) return `${between}, without gaps`;
  const runs = new Set(runStart).size;
  return `${between}, with ${gaps} gap${gaps === 1 ? '' : 's'}, across which no window reaches (${runs} runs of rows); data.window.acrossGaps allows it`;
}

function seriesWithTarget({ windows, steps }: RawData): number {
  const codes = steps?.series?.codes;
  return new Set(Array.from(windows?.targets ?? [], (row) => codes?.[row])).size;
}
