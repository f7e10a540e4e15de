import type { TableFormat } from '../format.ts';

export const parquet: TableFormat = {
  name: 'parquet',
  title: 'Parquet',
  isText: false,
  recognises: ({ ending, opening }) =>
    ending === '.parquet' || opening.subarray(0, 4).toString('latin1') === 'PAR1',
  open: async ({ file, path }) => {
    // Imported lazily, since most tables are text.
    const { openParquet } = await import('./open-parquet.ts');
    return openParquet(file, path);
  },
};
