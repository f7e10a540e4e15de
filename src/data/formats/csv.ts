import { chooseDelimiter } from './csv-delimiter.ts';
import { openDelimited } from './delimited.ts';
import type { TableFormat } from './format.ts';

/** Text with a delimiter that the file itself tells; what is of no other format is taken for it. */
export const csv: TableFormat = {
  name: 'csv',
  title: 'CSV',
  isText: true,
  recognises: () => true,
  open: (file, request) =>
    openDelimited(file, chooseDelimiter(file.opening.toString(file.encoding)), request),
};
