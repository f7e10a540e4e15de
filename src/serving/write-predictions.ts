import type { Inputs } from '../data/inputs/inputs.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { Predictions } from '../metrics/predictions.ts';
import { chosenClass } from '../study/outputs/chosen-class.ts';
import { likelyClasses, valueInterval } from '../study/outputs/prediction-region.ts';
import type { Task } from '../study/pipeline.ts';
import { csvLine } from './csv-line.ts';
import { requireFinite } from './finite-predictions.ts';
import type { ServedModel } from './served-model.ts';
import { shownNumber, shownProbability } from './shown-prediction.ts';

export const predictionFormats = ['csv', 'jsonl'] as const;
export type PredictionFormat = (typeof predictionFormats)[number];

export interface PredictionRequest {
  readonly format: PredictionFormat;
  /** Adds a probability column for each class; numbers have none. */
  readonly probabilities: boolean;
  /** Adds the bounds of an interval, or a set of classes, by this conformal quantile. */
  readonly quantile?: number | undefined;
  /** Keeps the columns of the input, in front. */
  readonly keepsColumns: boolean;
}

/** A row of the output: names, or values. */
type Row = readonly unknown[];

/**
 * Predicts the rows batch by batch and awaits `write` with each batch's lines. Returns the number of rows. UsageError
 * when a kept column has the name of a new one.
 */
export async function writePredictions(
  { name, pipeline: { task }, predict }: ServedModel,
  inputs: Inputs,
  request: PredictionRequest,
  write: (text: string) => unknown,
): Promise<number> {
  const names = predictionColumns(task, inputs, request);
  const line = lineWriter(request.format, names);
  let count = 0;
  for await (const { rows, x, cells, keys } of inputs.batches) {
    const predictions = await predict({ rows, x });
    requireFinite(predictions, { rows, before: count }, name);
    const lines = count === 0 && request.format === 'csv' ? [csvLine(names)] : [];
    for (let row = 0; row < rows; row++) {
      const added = addedCells(task, predictions, row, request);
      const kept = request.keepsColumns ? cells[row] : keys?.[row];
      lines.push(line([...(kept ?? []), ...added]));
    }
    count += rows;
    await write(lines.join('\n'));
  }
  return count;
}

/** The names of the output's columns, in order. UsageError when a kept column has the name of a new one. */
export function predictionColumns(
  task: Task,
  inputs: Pick<Inputs, 'names' | 'keyNames'>,
  request: AddedColumns & Pick<PredictionRequest, 'keepsColumns'>,
): string[] {
  const kept = request.keepsColumns ? inputs.names : (inputs.keyNames ?? []);
  return [...kept, ...addedNames(task, request, kept)];
}

/** Columns besides the prediction itself; their names do not depend on the quantile. */
type AddedColumns = Pick<PredictionRequest, 'probabilities' | 'quantile'>;

function addedNames(
  task: Task,
  { probabilities, quantile }: AddedColumns,
  kept: readonly string[],
): string[] {
  const classes = probabilities && task.kind === 'classification' ? task.classes : [];
  const bounds = task.kind === 'regression' ? ['prediction_low', 'prediction_high'] : ['prediction_set'];
  const region = quantile === undefined ? [] : bounds;
  const names = ['prediction', ...region, ...classes.map((name) => `probability_${name}`)];
  const taken = names.find((name) => kept.includes(name));
  if (taken === undefined) return names;
  throw new UsageError(message`${option('keepColumns')}: the input has a column '${taken}' already`);
}

function addedCells(
  task: Task,
  predictions: Predictions,
  row: number,
  { probabilities, quantile }: AddedColumns,
): Row {
  if (task.kind === 'regression') {
    const value = predictions[row] as number;
    if (quantile === undefined) return [shownNumber(value, task)];
    const { low, high } = valueInterval(value, quantile, task);
    return [value, low, high].map((each) => shownNumber(each, task));
  }
  const { classes, threshold } = task;
  const own = predictions.subarray(row * classes.length, (row + 1) * classes.length);
  return [
    classes[chosenClass(predictions, row, classes.length, threshold)],
    ...(quantile === undefined ? [] : [likelyClasses(predictions, row, classes, quantile)]),
    ...(probabilities ? Array.from(own, shownProbability) : []),
  ];
}

function lineWriter(format: PredictionFormat, names: readonly string[]): (row: Row) => string {
  if (format === 'csv') return csvLine;
  return (row) => JSON.stringify(Object.fromEntries(names.map((name, at) => [name, jsonCell(row[at])])));
}

function jsonCell(cell: unknown): unknown {
  if (typeof cell !== 'bigint') return cell ?? null;
  return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
}
