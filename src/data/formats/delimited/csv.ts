import type { TableFormat } from '../format.ts';
import { chooseDelimiter } from './choose-delimiter.ts';
import { openDelimited } from './open-delimited.ts';

/** Text with a delimiter detected from the file; also the fallback for files of no other format. */
export const csv: TableFormat = {
  name: 'csv',
  title: 'CSV',
  isText: true,
  recognises: () => true,
  open: (file, request) =>
    openDelimited(
      file,
      { format: 'CSV', delimiter: chooseDelimiter(file.opening.toString(file.encoding)) },
      request,
    ),
};
