import type { Dataset } from '../data/dataset.ts';
import { didYouMean } from '../faults/did-you-mean.ts';
import { FaultsError } from '../faults/errors.ts';
import type { TableSchema } from '../reports/table-schema.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';
import { columnOf } from '../study/searched/column-selection.ts';
import type { WrittenSpec } from '../study/study-spec.ts';

/** Throws a FaultsError of all parameters that search a column which is no input of the models. */
export function checkColumns(
  { space }: Pick<WrittenSpec, 'space'>,
  { preprocessing }: Pick<Dataset, 'preprocessing'>,
  schema: TableSchema | undefined,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  const inputs = (columnsOf(preprocessing) ?? []).map(({ name }) => name);
  const faults = space.flatMap(({ name }) => {
    const column = columnOf(name);
    if (column === undefined || inputs.includes(column)) return [];
    const leftOut = schema?.columns.find((each) => each.name === column)?.leftOut;
    const hint = leftOut ?? didYouMean(column, inputs) ?? `the inputs are ${inputs.slice(0, 10).join(', ')}`;
    const field = `space.${name}`;
    return [
      {
        file,
        field,
        constraint: 'must name a column that is an input',
        value: column,
        hint,
        ...locate(field),
      },
    ];
  });
  if (faults.length > 0) throw new FaultsError(faults);
}
