import type { RawData } from '../../data/raw-data.ts';

/** How to keep rows together where no field of a space file can: undefined for tables, also of images, whose split follows a column. */
export function withoutSplitField({
  inputs,
  imageColumn,
}: Pick<RawData, 'inputs' | 'imageColumn'>): string | undefined {
  if (inputs.kind === 'table' || imageColumn !== undefined) return undefined;
  const parts =
    inputs.kind === 'images' ? 'folders train, validation and test' : 'arrays for train, val and test';
  return `if they belong together, divide them yourself, into ${parts}, with all rows of a person, thing or series in one: otherwise a model that remembers one looks better than it is on new ones`;
}
