/** How a table's file was read: said to the user, since most of it is detected. */
export interface FileLayout {
  /** The file's name in faults. */
  readonly file: string;
  /** The title of its format: CSV, Parquet, … */
  readonly format: string;
  /** The label of a text's encoding in the Encoding Standard, such as utf-8 or windows-1252. */
  readonly encoding?: string;
  readonly delimiter?: string;
  /** The line of the header, from 1; null for a delimited file without one. */
  readonly headerLine?: number | null;
  /** The first line was `sep=;` or alike. */
  readonly hasSeparatorLine?: boolean;
  /** The prefix of the comment lines that were skipped. */
  readonly comment?: string;
  readonly counts: LayoutCounts;
  /** The fields of the space file's `data` that fixed a part of this. */
  readonly declared?: readonly DeclaredLayout[];
}

export type DeclaredLayout = 'delimiter' | 'encoding' | 'header' | 'comment';

/** Complete only once the rows have been read to their end. */
export interface LayoutCounts {
  commentLines: number;
  /** Rows without any character but delimiters and spaces that were left out. */
  blankRows: number;
  /** Rows with an empty cell too many at their end, which was dropped. */
  trailingDelimiters: number;
}

export function noCounts(): LayoutCounts {
  return { commentLines: 0, blankRows: 0, trailingDelimiters: 0 };
}

/** "CSV: delimiter ;, UTF-8, header in line 1". */
export function describeLayout(layout: FileLayout): string {
  const { format, encoding, delimiter, headerLine, hasSeparatorLine, comment, counts } = layout;
  const parts = [
    delimiter === undefined ? '' : `delimiter ${delimiterName(delimiter)}`,
    encoding === undefined ? '' : encodingTitle(encoding),
    headerLine === undefined ? '' : headerLine === null ? 'no header' : `header in line ${headerLine}`,
    hasSeparatorLine ? 'sep= line skipped' : '',
    counted(counts.commentLines, `${comment ?? ''} comment line`, 'skipped'),
    counted(counts.blankRows, 'blank row', 'skipped'),
    counts.trailingDelimiters === 0
      ? ''
      : `trailing delimiter dropped from ${counted(counts.trailingDelimiters, 'row')}`,
  ].filter((part) => part !== '');
  return parts.length === 0 ? format : `${format}: ${parts.join(', ')}`;
}

/** "t.csv: CSV: delimiter comma, UTF-8"; files that were read alike share a line. */
export function describeLayouts(layouts: readonly FileLayout[]): string[] {
  const files = new Map<string, string[]>();
  for (const layout of layouts) {
    const text = describeLayout(layout);
    files.set(text, [...(files.get(text) ?? []), layout.file]);
  }
  return [...files].map(([text, [first, ...others]]) => {
    const more = others.length === 0 ? '' : ` and ${others.length} more like it`;
    return `${first}${more}: ${text}`;
  });
}

/** The name that users know: UTF-8, UTF-16LE, Windows-1252. */
function encodingTitle(label: string): string {
  return label.startsWith('utf') ? label.toUpperCase() : `${label.charAt(0).toUpperCase()}${label.slice(1)}`;
}

const delimiterNames: Readonly<Record<string, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  ' ': 'space',
  '|': 'bar',
};

function delimiterName(delimiter: string): string {
  return delimiterNames[delimiter] ?? delimiter;
}

function counted(count: number, word: string, verb = ''): string {
  if (count === 0) return '';
  return `${count.toLocaleString('en')} ${word.trim()}${count === 1 ? '' : 's'} ${verb}`.trim();
}
