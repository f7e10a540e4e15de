import type { TableFormat } from '../format.ts';
import type { TableFile } from '../table-file.ts';
import { openDelimited } from './open-delimited.ts';

const title = 'TSV';
const endings = ['.tsv', '.tab'];

/** Cells separated by tabs; commas are ordinary characters. A file of this ending without a tab in its first line is CSV. */
export const tsv: TableFormat = {
  name: 'tsv',
  title,
  isText: true,
  recognises: (file) => endings.includes(file.ending) && firstLine(file).includes('\t'),
  open: (file, request) => openDelimited(file, { title, delimiter: '\t' }, request),
};

function firstLine({ openingText }: TableFile): string {
  const lines = openingText.split(/[\r\n]+/);
  return lines.find((line) => line.trim() !== '' && !line.startsWith('#')) ?? '';
}
