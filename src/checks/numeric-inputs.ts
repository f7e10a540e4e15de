import type { Dataset } from '../data/dataset.ts';
import { inputNamesOf } from '../data/preprocessing/column-inputs.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';
import { paddingOf } from '../study/inputs/padding-of.ts';

interface NumericInput {
  readonly name: string;
  /** In the flat row; with windows in each of their rows. */
  readonly place: number;
  /** As they enter the model, of all training rows; with windows of all rows of each, without padding. */
  readonly values: Float32Array;
}

/** The inputs from columns of numbers; none where the data have no columns. */
export function numericInputs({ preprocessing, splits }: Dataset): NumericInput[] {
  const columns = columnsOf(preprocessing) ?? [];
  const numeric = new Set(columns.filter(({ kind }) => kind === 'number').map(({ name }) => name));
  const names = columns.flatMap(inputNamesOf);
  if (names.length === 0) return [];
  const { x } = splits.train;
  const isPadded = paddingOf(preprocessing) !== undefined;
  const width = names.length + (isPadded ? 1 : 0);
  const rows = Array.from({ length: x.length / width }, (_, row) => row * width).filter(
    (start) => !isPadded || x[start + names.length] === 1,
  );
  const column = (at: number) => Float32Array.from(rows, (start) => x[start + at] as number);
  return names.flatMap((name, at) => (numeric.has(name) ? [{ name, place: at, values: column(at) }] : []));
}
