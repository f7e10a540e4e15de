import type { PageRows } from '../../../reports/data/rows-report.ts';
import { type Album, makeAlbum, type PictureShape } from '../drawings/pictures.ts';
import { showCount, showNumber } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';
import type { Section } from '../page/page.ts';

type Row = PageRows['rows'][number];

/** A browser decodes an album when one of its pictures is shown. */
const albumSize = 400;
const pictureHeight = 56;
/** Shown under each picture; the others only sort. */
const captions = ['file', 'row', 'class', 'split'];

/** The rows themselves: a table that can be sorted and filtered, or the images side by side. */
export function rowsSection(page: PageRows, shape: PictureShape | undefined): Section {
  const { total, rows } = page;
  const left =
    rows.length === total
      ? undefined
      : html`<p class="quiet">${showCount(rows.length)} rows drawn at random; ${showCount(total - rows.length)} are left out, since the page would be too large for a browser. The report of the rows themselves lists all.</p>
`;
  const table = shape === undefined ? rowTable(page) : gallery(page, shape);
  return {
    id: 'rows',
    title: shape === undefined ? 'Rows' : 'All images',
    note: showCount(rows.length),
    content: html`${left}${table}`,
  };
}

function rowTable({ columns, rows }: PageRows): Markup {
  const number = columns.find(({ kind }, place) => kind === 'number' && place > 1)?.title;
  return renderHtmlTable<Row>({
    id: 'row-table',
    caption: 'Rows',
    rows,
    hasFilter: true,
    isFullWidth: true,
    hint: number === undefined ? 'Filter' : `Filter, or ${number.replace(/\s/g, '')}>10`,
    columns: columns.map(({ title, kind }, place) => columnOf(title, kind, place)),
  });
}

function columnOf(title: string, kind: 'number' | 'date' | 'text', place: number): TableColumn<Row> {
  return {
    title,
    ...(kind === 'number' && { kind }),
    isHeading: place === 0,
    cell: ({ cells }) => shown(cells[place]),
    ...(kind !== 'text' && { sortBy: ({ keys }: Row) => keys[place] }),
  };
}

function shown(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') return Number.isInteger(cell) ? String(cell) : showNumber(cell);
  return typeof cell === 'object' ? JSON.stringify(cell) : String(cell);
}

/** Pictures side by side with their captions; the headings of the table sort them. */
function gallery({ columns, rows }: PageRows, shape: PictureShape): Markup {
  const albums = albumsOf(rows, shape);
  const places = new Map(rows.map((row, place) => [row, place]));
  const picture: TableColumn<Row> = {
    title: 'Sort by',
    isSortable: false,
    cell: (row) => {
      const place = places.get(row) ?? 0;
      const label = columns.map(({ title }, at) => `${title} ${shown(row.cells[at])}`).join(', ');
      return albums[Math.floor(place / albumSize)]?.picture(place % albumSize, label, pictureHeight);
    },
  };
  const table = renderHtmlTable<Row>({
    id: 'image-table',
    caption: 'All images',
    look: 'gallery',
    rows,
    hasFilter: true,
    isFullWidth: true,
    hint: 'Filter, or brightness>100',
    columns: [
      picture,
      ...columns.map(
        ({ title, kind }, place): TableColumn<Row> => ({
          ...columnOf(title, kind, place),
          isHeading: false,
          ...(!captions.includes(title) && { style: 'quiet' }),
        }),
      ),
    ],
  });
  return html`${albums.map(({ definition }) => definition)}${table}`;
}

function albumsOf(rows: readonly Row[], shape: PictureShape): Album[] {
  return Array.from({ length: Math.ceil(rows.length / albumSize) }, (_, album) =>
    makeAlbum(
      `album-${album}`,
      shape,
      rows.slice(album * albumSize, (album + 1) * albumSize).map(({ pixels = '' }) => pixels),
    ),
  );
}
