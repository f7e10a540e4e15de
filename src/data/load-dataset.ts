import { FaultsError, UsageError } from '../faults/errors.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';
import type { Pipeline } from '../study/pipeline.ts';
import { type DataSpec, withoutModel } from '../study/study-spec.ts';
import type { Dataset, Preprocessing, Split } from './dataset.ts';
import { FaultList } from './fault-list.ts';
import { judgedRows, placeFolds } from './folds.ts';
import { applyPreprocessing, inputShape } from './preprocessing/apply-preprocessing.ts';
import { fitPreprocessing } from './preprocessing/fit-preprocessing.ts';
import { fitRanges } from './preprocessing/fit-ranges.ts';
import { encodeTarget, fitTask } from './preprocessing/fit-task.ts';
import { groupColumns } from './preprocessing/group-columns.ts';
import { tokenNotes } from './preprocessing/token-ids.ts';
import type { RawData } from './raw-data.ts';
import { addZeroWeights, splitWeights } from './row-weights.ts';
import { shareInts } from './shared-memory.ts';
import type { Reading } from './source-problem.ts';
import { sourceReaders } from './sources/catalogue.ts';
import { type SplitRows, splitRows } from './split.ts';
import { splitNotes } from './splits/split-notes.ts';
import { withTask } from './task-target.ts';
import { windowEncoder, windowedTable, windowRows } from './windows/encode-windows.ts';
import { rowSeries, seriesNotes } from './windows/row-series.ts';
import { rowWindows } from './windows/row-windows.ts';
import { seasonNote, seasonOf } from './windows/season.ts';
import { addWindowLeaks } from './windows/window-leaks.ts';
import { windowNotes } from './windows/window-notes.ts';

/** A source's rows before preprocessing, and the rows of each split. */
export interface SourceRows {
  readonly raw: RawData;
  readonly rows: SplitRows;
  /** Decisions about the splits that are shown to the user; see split-notes.ts. */
  readonly notes?: readonly string[];
}

/** With folds, the training and validation rows are those of the first. */
export function firstFoldSource(source: SourceRows): SourceRows {
  const [first] = source.rows.folds ?? [];
  return first === undefined ? source : { ...source, rows: { ...source.rows, ...first } };
}

/**
 * Reads and splits the rows that a space file asks for; `directory` is the space file's, for relative paths. Throws a
 * FaultsError of all faults of the request or of the rows, with file, line and column; a tolerant reading keeps
 * tolerable ones in `raw.problems`.
 */
export async function readSource(
  spec: DataSpec,
  directory: string,
  reading: Reading = {},
): Promise<SourceRows> {
  if (spec.source === 'none') throw new UsageError(withoutModel());
  const read = await sourceReaders[spec.source](spec, directory, reading);
  const faults = new FaultList(read.file, reading.isTolerant);
  const raw = withTask(read, spec, faults);
  const windowed = withWindows(raw, spec, faults);
  const rows = splitRows(windowed, spec.split, faults);
  addWindowLeaks(windowed, rows, faults);
  addZeroWeights(windowed, rows, spec, faults);
  faults.throwIfAny();
  const problems = [...(raw.problems ?? []), ...faults.problems()];
  const all = { ...withSeason(windowed, rows), problems };
  return { raw: all, rows, notes: [...splitNotes(all, spec.split, rows), ...tokenNotes(all, rows.train)] };
}

function withWindows(raw: RawData, { window, sequence }: DataSpec, faults: FaultList): RawData {
  if (sequence !== undefined) {
    const whole = { ...raw, windows: rowSeries(raw, sequence, faults) };
    return { ...whole, notes: [...(raw.notes ?? []), ...seriesNotes(whole)] };
  }
  if (window === undefined) return raw;
  const { windows, order } = rowWindows(raw, window, faults);
  const windowed = { ...raw, windows };
  return { ...windowed, notes: [...(raw.notes ?? []), ...windowNotes(windowed, order)] };
}

function withSeason(raw: RawData, { train }: SplitRows): RawData {
  const { windows, notes = [] } = raw;
  const season = seasonOf(raw, train);
  if (windows === undefined || season === undefined) return raw;
  const seasonal = { ...raw, windows: { ...windows, season } };
  return { ...seasonal, notes: [...notes, ...seasonNote(seasonal)] };
}

/**
 * Encodes the rows; all statistics come from the training split alone. With folds these are all rows that are not test
 * rows: scales, fills and names of inputs are the same for the models of all folds.
 */
export function encodeSource(
  source: SourceRows,
  spec: Pick<
    DataSpec,
    'inputs' | 'scaling' | 'scalings' | 'targetTransform' | 'targetWeights' | 'classWeights' | 'weightMetrics'
  >,
): Dataset {
  const { raw, rows } = source;
  const preprocessing = fitInputs(source, spec);
  requireInputs(raw, preprocessing);
  const task = fitTask(raw, rows.train, { transform: spec.targetTransform, weights: spec.targetWeights });
  const split = rowEncoder(source, { preprocessing, task }, spec);
  const [train, test] = [split(rows.train), split(rows.test)];
  const shape = { task, inputShape: inputShape(raw.inputs, preprocessing), preprocessing };
  if (rows.folds === undefined) {
    return { ...shape, splits: { train, validation: split(rows.validation), test } };
  }
  const judged = judgedRows(rows.folds);
  const validation = judged.length === rows.train.length ? train : split(judged);
  return { ...shape, splits: { train, validation, test }, folds: placeFolds(rows.folds, rows.train, judged) };
}

/** Fitted on the training rows, and on the rows that stand in their windows where there are such. */
function fitInputs(
  { raw, rows }: SourceRows,
  { scaling, scalings, inputs }: Pick<DataSpec, 'inputs' | 'scaling' | 'scalings'>,
): Preprocessing {
  const { windows } = raw;
  if (windows === undefined) {
    return groupColumns(fitPreprocessing(raw.inputs, rows.train, scaling, scalings), inputs);
  }
  const fitted = fitPreprocessing(windowedTable(raw), windowRows(windows, rows.train), scaling, scalings);
  const { length, horizon, by, padding, target } = windows.spec;
  const columns = columnsOf(fitted) ?? [];
  const series = { ...(by !== undefined && { by }), time: windows.time };
  const whole = { ...(padding && { padding }), ...(target && { target }) };
  return { kind: 'window', columns, length, horizon, ...series, ...whole };
}

/** Encodes rows of the source as a split, as a fitted data set is. */
export function rowEncoder(
  { raw, rows }: SourceRows,
  { preprocessing, task }: Pick<Dataset, 'preprocessing' | 'task'>,
  spec: Pick<DataSpec, 'classWeights' | 'weightMetrics'>,
): (members: Int32Array) => Split {
  const encodeInputs =
    raw.windows === undefined
      ? (members: Int32Array) => applyPreprocessing(raw.inputs, preprocessing, members)
      : windowEncoder(raw, preprocessing);
  const weightsOf = splitWeights(raw, rows, spec);
  return (members) => ({
    rows: members.length,
    x: encodeInputs(members),
    y: encodeTarget(raw, task, members),
    row: shareInts(members.map((member) => raw.rowNumbers[member] as number)),
    ...weightsOf(members),
  });
}

function requireInputs({ file }: RawData, preprocessing: Preprocessing): void {
  if (columnsOf(preprocessing)?.length !== 0) return;
  const constraint = 'at least one input must vary in the training rows';
  throw new FaultsError([{ file, field: 'columns', constraint }]);
}

/** The pipeline for predicting new rows. */
export function pipelineOf(
  { raw, rows }: SourceRows,
  { task, inputShape, preprocessing, splits }: Dataset,
  { weightMetrics, classes }: Pick<DataSpec, 'weightMetrics' | 'classes'> = {},
): Pipeline {
  const { inputs, targetColumn, targetArrays, imageColumn, declaredLayout, query, weights } = raw;
  const ranges = fitRanges(
    raw.windows ? { inputs: windowedTable(raw), target: raw.target } : raw,
    { preprocessing, task },
    rows.train,
  );
  return {
    task,
    inputShape,
    preprocessing,
    names: 'asWritten',
    ...(ranges && { ranges }),
    rows: { validation: splits.validation.rows, test: splits.test.rows },
    ...(targetColumn === undefined || task.kind === 'joint' ? {} : { target: targetColumn }),
    ...(targetArrays === undefined ? {} : { targetArrays }),
    ...(query === undefined ? {} : { query }),
    ...(declaredLayout === undefined ? {} : { layout: declaredLayout }),
    ...(weights !== undefined && weightMetrics ? { weight: weights.column } : {}),
    ...(classes === undefined ? {} : { classNames: classes }),
    ...(inputs.kind === 'images' ? { pixelMaximum: inputs.maximum } : {}),
    ...(imageColumn === undefined ? {} : { image: imageColumn }),
    ...(inputs.kind === 'images' && inputs.isResized ? { isResized: true } : {}),
  };
}

export async function loadDataset(spec: DataSpec, directory: string): Promise<Dataset> {
  return encodeSource(await readSource(spec, directory), spec);
}
