import type { Dataset } from '../data/dataset.ts';
import { didYouMean } from '../faults/did-you-mean.ts';
import { FaultsError } from '../faults/errors.ts';
import type { TableSchema } from '../reports/table-schema.ts';
import type { ReadSpace } from '../space-file/parse-space.ts';
import { extentOf, possibleValues } from '../study/distribution-range.ts';
import { columnsOf } from '../study/inputs/columns-of.ts';
import { columnOf } from '../study/searched/column-selection.ts';
import { imageSizeParameter } from '../study/searched/image-size.ts';
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

/** Throws a FaultsError where the space searches the size of images that there are not, or a size beyond theirs. */
export function checkImageSize(
  { space }: Pick<WrittenSpec, 'space'>,
  { preprocessing, inputShape }: Pick<Dataset, 'preprocessing' | 'inputShape'>,
  { file, locate }: Pick<ReadSpace, 'file' | 'locate'>,
): void {
  const searched = space.find(({ name }) => name === imageSizeParameter)?.distribution;
  if (searched === undefined) return;
  const field = `space.${imageSizeParameter}`;
  const refuse = (constraint: string, value?: number): never => {
    const shown = value === undefined ? {} : { value };
    throw new FaultsError([{ file, field, constraint, ...shown, ...locate(field) }]);
  };
  if (preprocessing.kind !== 'image') refuse('must go with images, and the data are none');
  const [height = 0] = inputShape;
  const largest = extentOf(searched)?.max ?? Math.max(...(possibleValues(searched) ?? []).map(Number));
  if (largest > height) refuse(`must be at most ${height}, the height of the images (data.size)`, largest);
}
