import { FaultsError } from '../../faults/errors.ts';
import type { WindowedRows } from '../../reports/prediction.ts';
import type { Pipeline, WindowPreprocessing } from '../../study/pipeline.ts';
import { rowsBefore } from '../../study/windows/window-spec.ts';
import type { RowSource } from '../formats/row-source.ts';
import { nextDaysNote, type TimeCourse, timeAfter, timeCourse } from '../windows/next-times.ts';
import {
  type PredictedWindow,
  type PredictedWindows,
  predictedWindows,
} from '../windows/predicted-windows.ts';
import { batchRows, type InputBatch, type InputRequest, type Inputs } from './inputs.ts';
import { knownRows, pastTargetOf } from './known-rows.ts';
import { type ReadRows, readRows, refuseRepeated } from './read-rows.ts';
import { spanBatch } from './span-batch.ts';
import { checkColumns, tableInputs } from './table-inputs.ts';

/**
 * The windows of a table's rows, in the order of the rows: of each row that has enough rows of its series before it,
 * and where `next` is asked for also of the rows that would follow the last one of each series. All rows are read first.
 */
export function windowInputs(source: RowSource, request: InputRequest): Inputs {
  const { pipeline, next = false } = request;
  const { preprocessing } = pipeline;
  if (preprocessing.kind !== 'window') throw new Error('the model takes no windows');
  const { time, by, columns } = preprocessing;
  const keyNames = by === undefined ? [time.name] : [by, time.name];
  checkColumns(source, keyNames);
  const rows = { kind: 'table', columns } as const;
  const ofRows = { ...request, pipeline: { ...pipeline, preprocessing: rows } };
  // A row without a past target enters no window, so that its filled cell is no news.
  const table = tableInputs(source, ofRows, { mayLack: pastTargetOf(pipeline, preprocessing)?.name });
  let windowed: WindowedRows = { tooFew: 0, interrupted: 0 };
  const tell = (found: WindowedRows) => {
    windowed = found;
  };
  return {
    ...table,
    keyNames,
    windowed: () => windowed,
    batches: windowBatches(table, source, { pipeline, preprocessing, next, keyNames, tell }),
  };
}

interface Windowing {
  readonly pipeline: Pipeline;
  readonly preprocessing: WindowPreprocessing;
  readonly next: boolean;
  readonly keyNames: readonly string[];
  tell(windowed: WindowedRows): void;
}

async function* windowBatches(
  table: Inputs,
  source: RowSource,
  windowing: Windowing,
): AsyncGenerator<InputBatch> {
  const { pipeline, preprocessing, next, tell } = windowing;
  const rows = await readRows(table, source, preprocessing);
  const pastTarget = pastTargetOf(pipeline, preprocessing);
  const isKnown = knownRows(rows, pastTarget, source);
  const found = predictedWindows({ ...rows, isKnown }, preprocessing, next);
  const { windows, all, tooFew, interrupted, unpredicted } = found;
  refuseRepeated(rows, all, source);
  if (windows.length === 0) {
    const whole = interrupted === 0 ? '' : ` with a value of ${pastTarget?.name}`;
    const constraint = `must have ${rowsBefore(preprocessing)} rows of a series in a row${whole} before one that is predicted`;
    throw new FaultsError([{ file: source.file, field: 'rows', constraint, value: all.order.length }]);
  }
  const courseOf = next ? seriesCourses(rows, found, preprocessing) : undefined;
  const nextDays = courseOf && nextDaysNote([...courseOf.values()]);
  tell({
    ...{ tooFew, interrupted, ...(next && { next: unpredicted }) },
    ...(pastTarget && { pastTarget: pastTarget.name }),
    ...(nextDays !== undefined && { nextDays }),
  });
  const { names } = source;
  const context = { rows, order: found.known.order, preprocessing, names, keyNames: windowing.keyNames };
  const { length } = preprocessing;
  for (let from = 0; from < windows.length; from += batchRows) {
    const batch = windows.slice(from, from + batchRows);
    const spans = batch.map((window) => ({ ...window, from: window.end - length }));
    const cells = batch.map((window) => cellsOf(window, { rows, windowing, names, courseOf }));
    yield spanBatch(spans, cells, context);
  }
}

/** How the times of each series go on, by its code. Series without rows to come are absent. */
function seriesCourses(
  { times, series }: ReadRows,
  { windows, all }: PredictedWindows,
  { time }: WindowPreprocessing,
): ReadonlyMap<number, TimeCourse> {
  const codeOf = (row: number) => series?.codes[row] ?? 0;
  const rowsOf = new Map<number, number[]>();
  for (const { after } of windows) if (after !== undefined) rowsOf.set(codeOf(after.row), []);
  for (const row of all.order) rowsOf.get(codeOf(row))?.push(row);
  return new Map(
    [...rowsOf].flatMap(([code, rows]): [number, TimeCourse][] => {
      const values = Float64Array.from(rows, (row) => times.values[row] as number);
      const course = timeCourse({ ...times, values }, time.step);
      return course === undefined ? [] : [[code, course]];
    }),
  );
}

interface CellContext {
  readonly rows: ReadRows;
  readonly windowing: Windowing;
  readonly names: readonly string[];
  readonly courseOf: ReadonlyMap<number, TimeCourse> | undefined;
}

/** The cells of a row; of one to come only its series and its time. */
function cellsOf({ row, after }: PredictedWindow, context: CellContext): readonly unknown[] {
  const { rows, windowing, names, courseOf } = context;
  if (row !== undefined) return rows.cellsOf(row);
  if (after === undefined) throw new Error('a window predicts a row, or one to come');
  const { by, time } = windowing.preprocessing;
  const last = rows.cellsOf(after.row);
  const course = courseOf?.get(rows.series?.codes[after.row] ?? 0);
  return names.map((name, at) => {
    if (name === by) return last[at];
    if (name !== time.name || course === undefined) return undefined;
    return timeAfter(course, rows.times.values[after.row] as number, after.steps, last[at]);
  });
}
