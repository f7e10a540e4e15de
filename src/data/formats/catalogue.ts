import type { TableFormatName } from '../../study/study-spec.ts';
import { csv } from './delimited/csv.ts';
import { tsv } from './delimited/tsv.ts';
import type { TableFormat } from './format.ts';
import { jsonArray } from './json/json-array.ts';
import { jsonLines } from './json/json-lines.ts';
import { parquet } from './parquet/parquet.ts';

/** Every table format, in the order in which a file is tested for them. */
export const tableFormats: Readonly<Record<TableFormatName, TableFormat>> = {
  parquet,
  json: jsonArray,
  jsonl: jsonLines,
  tsv,
  csv,
};
