import { arrayInputs } from '../data/inputs/array-inputs.ts';
import { givenImages } from '../data/inputs/given-images.ts';
import { type GivenRow, givenRows } from '../data/inputs/given-rows.ts';
import type { Inputs } from '../data/inputs/inputs.ts';
import { openInputs, rowInputs } from '../data/inputs/open-inputs.ts';
import { arraysOf } from '../data/sources/memory.ts';
import { FaultsError, UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { GivenArrays } from '../study/inputs/given-arrays.ts';
import type { Pipeline } from '../study/pipeline.ts';

/** Rows by column, images as bytes, arrays by name, or the path of a file or a folder. */
export type Input = string | readonly GivenRow[] | readonly Uint8Array[] | GivenArrays;

interface InputOptions {
  readonly resize: boolean;
  readonly clip?: boolean;
  /** Also the rows that would follow the last one of each series. */
  readonly next?: boolean;
}

/** The input in the model's form. FaultsError for an input of another kind. */
export async function inputsOf(
  input: Input,
  pipeline: Pipeline,
  { resize, clip = false, next = false }: InputOptions,
): Promise<Inputs> {
  requireImages(pipeline, resize);
  if (next) requireWindows(pipeline);
  const request = { pipeline, resizes: resize, clip, next };
  if (typeof input === 'string') return openInputs(input, request);
  const { kind } = pipeline.preprocessing;
  const takesImages = kind === 'image';
  if (isArrays(input)) {
    if (takesImages || kind === 'arrays')
      return arrayInputs(arraysOf(input.arrays, 'input'), 'input', request);
    throw wrongKind('must be a list of rows by column: the model takes the rows of a table');
  }
  if (kind === 'arrays')
    throw wrongKind('must be { arrays } by name, or the path of a file of arrays: the model takes arrays');
  if (isImages(input)) {
    if (takesImages) return givenImages(input, request);
    throw wrongKind('must be a list of rows by column: the model takes the rows of a table');
  }
  if (!takesImages) return rowInputs(givenRows(input), request);
  if (Array.isArray(input) && input.length === 0) return givenImages([], request);
  throw wrongKind('must be images as bytes, or the path of an image or a folder: the model takes images');
}

/** UsageError when images are to be resized and the model takes the rows of a table. */
export function requireImages({ preprocessing }: Pipeline, resizes: boolean): void {
  if (!resizes || preprocessing.kind === 'image') return;
  throw new UsageError(message`${option('resize')}: must be left out: the model takes the rows of a table`);
}

function requireWindows({ preprocessing }: Pipeline): void {
  if (preprocessing.kind === 'window' && preprocessing.padding === undefined) return;
  throw new UsageError(
    message`${option('next')}: must be left out: the model has no data.window, whose rows are predicted by those before them`,
  );
}

/** True for a list of rows by column. */
export function isRows(value: unknown): value is readonly GivenRow[] {
  const isRow = (row: unknown) =>
    typeof row === 'object' && row !== null && !Array.isArray(row) && !ArrayBuffer.isView(row);
  // Not `value.every`, which skips the holes of a list.
  return Array.isArray(value) && Array.from(value).every(isRow);
}

/** True for a non-empty list of images as bytes. */
export function isImages(value: unknown): value is readonly Uint8Array[] {
  return Array.isArray(value) && value.length > 0 && value.every((image) => image instanceof Uint8Array);
}

/** True for `{ arrays: { x } }`. */
export function isArrays(value: unknown): value is GivenArrays {
  if (typeof value !== 'object' || value === null) return false;
  const { arrays } = value as { arrays?: unknown };
  return typeof arrays === 'object' && arrays !== null && !Array.isArray(arrays);
}

function wrongKind(constraint: string): FaultsError {
  return new FaultsError([{ file: 'input', option: 'input', field: '', constraint }]);
}
