import Table from 'cli-table3';
import pc from 'picocolors';
import { shortened, visibleOutput } from '../../../faults/visible-text.ts';

export interface Column {
  readonly title: string;
  readonly cells: readonly string[];
  readonly align?: 'left' | 'right';
  /** Columns of a higher rank are dropped first when the terminal is too narrow; rank 0 is always kept. */
  readonly rank?: number;
}

const gap = 2;

/**
 * A table of lines of at most `width` characters: columns are dropped until it fits, highest rank first and of equal
 * ranks the last. Returns the names of dropped columns.
 */
export function renderTable(columns: readonly Column[], width: number): { text: string; omitted: string[] } {
  const kept = columns.map(visibleColumn);
  const omitted: string[] = [];
  while (totalWidth(kept) > width) {
    const highest = Math.max(...kept.map(({ rank = 0 }) => rank));
    if (highest === 0) break;
    const [removed] = kept.splice(
      kept.findLastIndex(({ rank = 0 }) => rank === highest),
      1,
    );
    if (removed !== undefined) omitted.unshift(removed.title);
  }
  return { text: draw(kept), omitted };
}

/** Cells are one line each: a line break would destroy the table. */
function visibleColumn({ title, cells, ...column }: Column): Column {
  return { ...column, title: shortened(title, longestCell), cells: cells.map(visibleCell) };
}

/** A cell with the report's own colours is unchanged. */
function visibleCell(cell: string): string {
  return cell.includes(colourStart)
    ? visibleOutput(cell).replaceAll('\n', '\\n')
    : shortened(cell, longestCell);
}

const longestCell = 300;
const colourStart = '\u001b';

function draw(columns: readonly Column[]): string {
  const table = new Table({
    // The colour codes of an empty title would keep the blanks before them.
    head: columns.map(({ title }) => title && pc.bold(title)),
    colAligns: columns.map(({ align = 'right' }) => align),
    chars: borderless,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
  });
  const rows = Math.max(0, ...columns.map(({ cells }) => cells.length));
  for (let row = 0; row < rows; row++) table.push(columns.map(({ cells }) => cells[row] ?? ''));
  return table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd())
    .join('\n');
}

/** The characters of a line. */
export function totalWidth(columns: readonly Column[]): number {
  const widths = columns.map(({ title, cells }) =>
    Math.max(title.length, ...cells.map((cell) => cell.length)),
  );
  return widths.reduce((sum, each) => sum + each + gap, -gap);
}

const borderless = Object.fromEntries(
  [
    ...['top', 'top-mid', 'top-left', 'top-right', 'bottom', 'bottom-mid', 'bottom-left', 'bottom-right'],
    ...['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'],
  ].map((place) => [place, '']),
);
