import type { TableFormat } from '../format.ts';
import type { TableFile } from '../table-file.ts';
import { openDelimited } from './open-delimited.ts';

const endings = ['.tsv', '.tab'];

/** Cells separated by tabs; commas are ordinary characters. A file of this ending without a tab in its first line is CSV. */
export const tsv: TableFormat = {
  name: 'tsv',
  title: 'TSV',
  isText: true,
  recognises: (file) => endings.includes(file.ending) && firstLine(file).includes('\t'),
  open: (file, request) => openDelimited(file, { format: 'TSV', delimiter: '\t' }, request),
};

function firstLine({ opening, encoding }: TableFile): string {
  const [first = ''] = opening
    .toString(encoding)
    .trimStart()
    .split(/[\r\n]/, 1);
  return first;
}
