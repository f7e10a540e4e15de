import type { Inputs } from '../data/inputs/inputs.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { Task } from '../study/pipeline.ts';
import { canClip } from './clipped-model.ts';
import { csvLine } from './csv-line.ts';
import { requireFinite } from './finite-predictions.ts';
import { predictedColumns } from './predicted/predicted-cells.ts';
import type { AddedColumns } from './predicted/predicted-column.ts';
import { predictRows, type ServedModel } from './served-model.ts';

export const predictionFormats = ['csv', 'jsonl'] as const;
export type PredictionFormat = (typeof predictionFormats)[number];

export interface PredictionRequest extends AddedColumns {
  readonly format: PredictionFormat;
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
  served: ServedModel,
  inputs: Inputs,
  request: PredictionRequest,
  write: (text: string) => unknown,
): Promise<number> {
  const { name, pipeline } = served;
  const { task } = pipeline;
  const names = predictionColumns(task, inputs, request);
  const line = lineWriter(request.format, names);
  const columns = predictedColumns(task, request);
  let count = 0;
  for await (const { rows, x, cells, keys } of inputs.batches) {
    const predictions = await predictRows(served, { rows, x });
    requireFinite(predictions, { rows, before: count, canClip: canClip(served) }, name);
    const lines = count === 0 && request.format === 'csv' ? [csvLine(names)] : [];
    for (let row = 0; row < rows; row++) {
      const added = columns.map(({ cell }) => cell(predictions, row));
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

function addedNames(task: Task, added: AddedColumns, kept: readonly string[]): string[] {
  const names = predictedColumns(task, added).map(({ name }) => name);
  const taken = names.find((name) => kept.includes(name));
  if (taken === undefined) return names;
  throw new UsageError(message`${option('keepColumns')}: the input has a column '${taken}' already`);
}

function lineWriter(format: PredictionFormat, names: readonly string[]): (row: Row) => string {
  if (format === 'csv') return csvLine;
  return (row) => JSON.stringify(Object.fromEntries(names.map((name, at) => [name, jsonCell(row[at])])));
}

function jsonCell(cell: unknown): unknown {
  if (typeof cell !== 'bigint') return cell ?? null;
  return Number.isSafeInteger(Number(cell)) ? Number(cell) : String(cell);
}
