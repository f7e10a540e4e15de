import type { TableFormat } from '../format.ts';
import { openDelimited } from './open-delimited.ts';

const title = 'CSV';

/** Text with a delimiter detected from the file; also the fallback for files of no other format. */
export const csv: TableFormat = {
  name: 'csv',
  title,
  isText: true,
  recognises: () => true,
  open: (file, request) => openDelimited(file, { title }, request),
};
