import { csv } from './csv.ts';
import { openDelimited } from './delimited.ts';
import type { TableFormat } from './format.ts';

const endings = ['.tsv', '.tab'];

/** Cells separated by tabs; commas are ordinary characters. A file whose first line has no tab is read as CSV. */
export const tsv: TableFormat = {
  name: 'tsv',
  title: 'TSV',
  isText: true,
  recognises: ({ ending }) => endings.includes(ending),
  open: (file, request) => {
    const [first = ''] = file.opening
      .toString(file.encoding)
      .trimStart()
      .split(/[\r\n]/, 1);
    return first.includes('\t') ? openDelimited(file, '\t', request) : csv.open(file, request);
  },
};
