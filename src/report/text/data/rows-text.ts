import pc from 'picocolors';
import { option } from '../../../faults/message.ts';
import { shortened } from '../../../faults/visible-text.ts';
import type { RowsReport } from '../../../reports/data/rows-report.ts';
import { inCommandWords } from '../parts/command-words.ts';
import { formatNumber, plainLine } from '../parts/format.ts';
import { renderWideTable } from '../parts/wide-table.ts';
import { wrapLine } from '../parts/wrap-line.ts';

const longestCell = 40;

/** A page of rows: what it is a page of, and a table that goes on below itself where it is wider than the terminal. */
export function renderRows(report: RowsReport, width: number): string {
  const { columns, shown } = report;
  const heading = wrapLine(headingOf(report), width);
  if (shown.length === 0) return heading.join('\n');
  const table = renderWideTable(
    columns.map((title, place) => ({
      title: plainLine(title),
      align: shown.every((cells) => isNumeric(cells[place])) ? ('right' as const) : ('left' as const),
      cells: shown.map((cells) => cellText(cells[place])),
    })),
    width,
    1,
  );
  return [...heading, '', table, ...nextPage(report)].join('\n');
}

function headingOf({ source, rows, matching, where, sort, seed, page, pages, pageSize }: RowsReport): string {
  const which = where === undefined ? `${rows} rows` : `${matching} of ${rows} rows with ${plainLine(where)}`;
  const order =
    seed !== undefined
      ? `, in random order (seed ${seed})`
      : sort === undefined
        ? ''
        : `, by ${sort.map(plainLine).join(', ')}`;
  const first = (page - 1) * pageSize + 1;
  const last = Math.min(matching, page * pageSize);
  const part = pages === 1 ? '' : `; ${first} to ${last}, page ${page} of ${pages}`;
  return `${plainLine(source)}: ${which}${order}${part}`;
}

function nextPage({ page, pages }: RowsReport): string[] {
  if (page === pages) return [];
  return ['', pc.dim(`${inCommandWords([option('page', page + 1)])} shows the next ones`)];
}

function isNumeric(cell: unknown): boolean {
  return cell === null || (String(cell).trim() !== '' && Number.isFinite(Number(cell)));
}

/** Cells are as in the file, but for computed numbers, and for what is longer than a line can hold. */
function cellText(cell: unknown): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : formatNumber(cell);
  return shortened(plainLine(typeof cell === 'object' ? JSON.stringify(cell) : String(cell)), longestCell);
}
