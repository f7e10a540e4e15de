import type { TextLayout } from '../../../study/data-files/text-layout.ts';
import { chooseDelimiter } from './choose-delimiter.ts';
import { asksByNumber, isMeasured } from './header.ts';

/** The lines of a delimited file above its rows. */
export interface Prelude {
  readonly skippedLines: number;
  readonly commentLines: number;
  /** The delimiter of a first line such as `sep=;`. */
  readonly separator?: string;
  /** The header begins with a # that is no part of its first name. */
  readonly hasMarkedHeader: boolean;
  /** The text below. */
  readonly text: string;
}

const mark = '#';
const separatorLine = /^"?sep=(.)"?[\s,;]*$/i;

/**
 * Reads the lines above the rows from a file's beginning: a `sep=` line, and comment lines that begin with #. The last
 * of those is the header itself if it has a name for each cell of the row below, and that row is none.
 */
export function readPrelude(opening: string, layout: TextLayout, wanted: readonly string[]): Prelude {
  const lines = opening.split(/\r\n|\n|\r/);
  const separator = separatorLine.exec(lines[0] ?? '')?.[1];
  const start = separator === undefined ? 0 : 1;
  const comments = layout.comment === undefined ? commentsFrom(lines, start) : 0;
  const below = lines.slice(start + comments);
  const delimiter = layout.delimiter ?? separator ?? chooseDelimiter(below.join('\n'));
  const hasMarkedHeader =
    layout.header !== false && isMarkedHeader(lines[start + comments - 1], below, { delimiter, wanted });
  const commentLines = hasMarkedHeader ? comments - 1 : comments;
  return {
    skippedLines: start + commentLines,
    commentLines,
    ...(separator === undefined ? {} : { separator }),
    hasMarkedHeader,
    text: lines.slice(start + commentLines).join('\n'),
  };
}

/** 0 where all lines begin with a #: then those are rows. */
function commentsFrom(lines: readonly string[], start: number): number {
  const end = lines.findIndex((line, index) => index >= start && !line.startsWith(mark));
  return end < 0 || lines.slice(end).every((line) => line.trim() === '') ? 0 : end - start;
}

function isMarkedHeader(
  line: string | undefined,
  below: readonly string[],
  { delimiter, wanted }: { readonly delimiter: string; readonly wanted: readonly string[] },
): boolean {
  if (!line?.startsWith(mark)) return false;
  const cellsOf = (text: string) => text.split(delimiter).map((cell) => cell.trim());
  const names = cellsOf(withoutMark(line));
  const next = cellsOf(below.find((each) => each.trim() !== '') ?? '');
  if (names.length !== next.length || names.length < 2) return false;
  const isWanted = (cells: readonly string[]) => wanted.some((name) => cells.includes(name));
  if (isWanted(next) || isWanted(names)) return !isWanted(next);
  return !asksByNumber(wanted) && !names.some(isMeasured) && next.some(isMeasured);
}

export function withoutMark(cell: string): string {
  return cell.replace(/^#+\s*/, '');
}
