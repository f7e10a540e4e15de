import type { ShownExample } from '../../annotation/session.ts';
import { asTable } from '../../data/arrays/array-columns.ts';
import { refuseWindows } from '../../data/windows/refuse-windows.ts';
import { encodeImage } from '../../data-report/contact-sheets.ts';
import { rowColumns } from '../../data-report/rows/row-columns.ts';
import { message, option } from '../../faults/message.ts';
import { visibleText } from '../../faults/visible-text.ts';
import { type BrowsedData, cellsOf } from '../rows.ts';

const longestCell = 20_000;

/**
 * The examples that the page shows, by the row's index: the image, or the columns that models get, as the file has them. Other
 * columns are not shown, since they may reveal the label.
 */
export async function shownExamples(
  data: BrowsedData,
  rows: Int32Array,
): Promise<(index: number) => ShownExample> {
  const { inputs, columnNames = [] } = data.source.raw;
  refuseWindows(data.source.raw, message`${option('annotate', true)}`);
  if (inputs.kind === 'images') {
    return (index) => ({ kind: 'image', shape: inputs.shape, pixels: encodeImage(inputs, index) });
  }
  const names = asTable(inputs).columns.map(({ name }) => name);
  // The first two are the row's number and its split.
  const columns = rowColumns(data.source, columnNames.length === 0 ? names : columnNames).slice(2);
  const shown = columns.filter(({ name }) => names.includes(name));
  const cells = await cellsOf(data, shown, rows);
  const places = new Map(Array.from(rows, (row, place) => [row, place]));
  return (index) => {
    const row = cells[places.get(index) as number] ?? [];
    return { kind: 'table', cells: shown.map(({ name }, at) => [visibleText(name), textOf(row[at])]) };
  };
}

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  const text = typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
  return visibleText(text.slice(0, longestCell));
}
