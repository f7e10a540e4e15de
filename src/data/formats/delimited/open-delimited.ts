import { FaultsError } from '../../../faults/errors.ts';
import { rowsOf, spansBetween } from '../../cells/cell-spans.ts';
import type { DeclaredLayout, FileLayout, LayoutCounts } from '../file-layout.ts';
import type { RowRequest } from '../format.ts';
import { readAhead } from '../read-ahead.ts';
import type { RowSource } from '../row-source.ts';
import type { TableFile } from '../table-file.ts';
import { chooseDelimiter } from './choose-delimiter.ts';
import { type DelimitedPart, readDelimitedLines } from './delimited-lines.ts';
import { readHeader } from './header.ts';
import { readPrelude, withoutMark } from './prelude.ts';
import type { RowSyntax } from './row-reader.ts';
import { type RowForm, soundRows } from './sound-rows.ts';
import { SwallowedRows } from './swallowed-rows.ts';

const sampleRows = 51;
const declarable: readonly DeclaredLayout[] = ['delimiter', 'encoding', 'header', 'comment'];

/** The name of a format whose files are delimited lines, and its delimiter unless that is detected. */
interface DelimitedKind {
  readonly title: string;
  readonly delimiter?: string;
}

/** Opens a file of delimited lines. What the request does not declare is detected from the first rows. */
export async function openDelimited(
  file: TableFile,
  kind: DelimitedKind,
  { wanted, layout: declared = {}, isNumbered, keepsBlankRows = false }: RowRequest,
): Promise<RowSource> {
  const prelude = readPrelude(file.openingText, declared, wanted);
  const delimiter =
    declared.delimiter ?? prelude.separator ?? kind.delimiter ?? chooseDelimiter(prelude.text);
  const counts: LayoutCounts = { commentLines: prelude.commentLines, blankRows: 0, trailingDelimiters: 0 };
  const syntax: RowSyntax = { delimiter, comment: declared.comment, skippedLines: prelude.skippedLines };
  const { first, all } = await readAhead(file.file, readDelimitedLines(file, syntax, counts), {
    rows: sampleRows,
    countOf: ({ places }: DelimitedPart) => places.length,
  });
  const sample = sampleOf(first, prelude.hasMarkedHeader);
  const found = readHeader(sample.rows, { wanted, header: declared.header, isNumbered });
  const isPresent = found.isPresent || prelude.hasMarkedHeader;
  const names = namesOf(found.names, sample.rows, wanted);
  const body = isPresent ? sample.rows.slice(1) : sample.rows;
  if (isPresent) requireNames(file.file, names, body, sample.line);
  const layout: FileLayout = {
    file: file.file,
    format: kind.title,
    encoding: file.encoding.label,
    delimiter,
    headerLine: isPresent ? sample.line : null,
    ...(prelude.separator === undefined ? {} : { hasSeparatorLine: true }),
    ...(counts.commentLines > 0 || declared.comment !== undefined
      ? { comment: declared.comment ?? '#' }
      : {}),
    counts,
    declared: declarable.filter((part) => declared[part] !== undefined),
  };
  const form: RowForm = {
    file: file.file,
    headerLine: layout.headerLine ?? undefined,
    width: names.length,
    keepsBlankRows,
    swallowed: new SwallowedRows(
      body.filter((row) => row.length === names.length && !row.some((cell) => cell.includes('\n'))),
      names.length,
      delimiter,
    ),
    counts,
  };
  return {
    file: file.file,
    placeWord: 'line',
    names,
    hasNames: isPresent,
    layouts: [layout],
    batches: soundRows(all, form),
  };
}

/** The first rows that are not blank, and the line of the first. */
function sampleOf(parts: readonly DelimitedPart[], hasMarkedHeader: boolean) {
  const rows = parts.flatMap((part) =>
    firstCells(part).map((row, index) => ({ row, line: part.places[index] as number })),
  );
  const filled = rows.filter(({ row }) => row.some((cell) => cell.trim() !== '')).slice(0, sampleRows);
  const cells = filled.map(({ row }) => row);
  const [head = [], ...others] = cells;
  return {
    rows: hasMarkedHeader ? [[withoutMark(head[0] ?? ''), ...head.slice(1)], ...others] : cells,
    line: filled[0]?.line ?? 1,
  };
}

/** Regular rows have a value each. */
function firstCells(part: DelimitedPart): readonly (readonly string[])[] {
  const { spans, places } = part;
  if (spans === undefined) return part.cells;
  return rowsOf(spansBetween(spans, 0, Math.min(sampleRows, places.length)));
}

/**
 * The names without those of the columns that delimiters at the end of the lines would make: neither named nor wanted,
 * and without a cell in the first rows.
 */
function namesOf(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  wanted: readonly string[],
): readonly string[] {
  let width = names.length;
  const isEmpty = (column: number) => rows.every((row) => (row[column] ?? '').trim() === '');
  while (width > 1 && isEmpty(width - 1) && !wanted.includes(names[width - 1] as string)) width--;
  return names.slice(0, width);
}

/** FaultsError for a header that leaves out the first column's name, as R writes it: all rows have one cell more. */
function requireNames(
  file: string,
  names: readonly string[],
  body: readonly (readonly string[])[],
  line: number,
): void {
  const isLonger = (row: readonly string[]) =>
    row.length > names.length && (row[names.length] ?? '').trim() !== '';
  if (body.length < 2 || !body.every(isLonger)) return;
  const cells = body[0]?.length;
  const [count, hint] =
    names.length === 1
      ? ['1 name', 'remove the lines above the header, such as a title']
      : [`${names.length} names`, 'R leaves out the name of its row names: write.csv writes it'];
  const constraint = `must name every column: it has ${count}, and the rows have ${cells} cells`;
  throw new FaultsError([{ file, field: 'header', constraint, line, hint }]);
}
