import type { Dataset } from '../data/dataset.ts';
import { inputNamesOf } from '../data/preprocessing/column-inputs.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';

interface NumericInput {
  readonly name: string;
  /** In the flat row; with windows in each of their rows. */
  readonly place: number;
  /** As they enter the model, of all training rows; with windows of all rows of each. */
  readonly values: Float32Array;
}

/** The inputs from columns of numbers; none where the data have no columns. */
export function numericInputs({ preprocessing, splits }: Dataset): NumericInput[] {
  const columns = columnsOf(preprocessing) ?? [];
  const numeric = new Set(columns.filter(({ kind }) => kind === 'number').map(({ name }) => name));
  const names = columns.flatMap(inputNamesOf);
  const { x } = splits.train;
  const rows = x.length / names.length;
  const column = (at: number) =>
    Float32Array.from({ length: rows }, (_, row) => x[row * names.length + at] as number);
  return names.flatMap((name, at) => (numeric.has(name) ? [{ name, place: at, values: column(at) }] : []));
}
