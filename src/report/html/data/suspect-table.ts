import type { OddFeature, SuspectRow, TargetSuspectsReport } from '../../../reports/suspects-report.ts';
import { type Album, makeAlbum } from '../drawings/pictures.ts';
import { showNumber, showShare } from '../elements/figures.ts';
import { html, type Markup } from '../elements/markup.ts';
import { renderHtmlTable, type TableColumn } from '../elements/table-html.ts';

export interface RowTable<Row> {
  readonly id: string;
  /** Absent where the table has a section of its own. */
  readonly title?: string;
  readonly rows: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
}

/** A table of rows, each with its picture or its most unusual inputs. */
export function rowTable<Row extends SuspectRow>(
  { imageShape }: Pick<TargetSuspectsReport, 'imageShape'>,
  { id, title, rows, columns }: RowTable<Row>,
): Markup {
  const heading = title === undefined ? undefined : html`<h3>${title}</h3>`;
  if (rows.length === 0) return html`${heading}<p>None.</p>`;
  const album =
    imageShape &&
    makeAlbum(
      `${id}-pictures`,
      imageShape,
      rows.map(({ pixels = '' }) => pixels),
    );
  const places = new Map(rows.map((row, index) => [row, index]));
  const table = renderHtmlTable<Row>({
    id,
    caption: title ?? 'Rows',
    rows,
    hasFilter: true,
    columns: [
      ...(album === undefined ? [] : [pictureColumn<Row>(album, places)]),
      ...[...placeOf(rows), ...columns].map((column) =>
        album === undefined ? column : { ...column, style: 'middle' },
      ),
      ...(rows.some(({ features }) => features?.length) ? [oddColumn] : []),
    ],
  });
  return html`${heading}${album?.definition}${table}`;
}

function pictureColumn<Row extends SuspectRow>(
  album: Album,
  places: ReadonlyMap<Row, number>,
): TableColumn<Row> {
  return {
    title: 'Picture',
    isSortable: false,
    cell: (row) =>
      row.pixels === undefined ? '' : album.picture(places.get(row) ?? 0, row.file ?? `Row ${row.row}`, 48),
  };
}

function placeOf(rows: readonly SuspectRow[]): TableColumn<SuspectRow>[] {
  const which: TableColumn<SuspectRow> = rows.some(({ file }) => file !== undefined)
    ? { title: 'File', isHeading: true, cell: fileCell }
    : { title: 'Row', kind: 'number', isHeading: true, cell: ({ row }) => row };
  const isOfSeries = rows.some(({ series }) => series !== undefined);
  return [
    which,
    ...(isOfSeries ? [{ title: 'Series', cell: ({ series = '' }: SuspectRow) => series }] : []),
    { title: 'Split', cell: ({ split }) => split },
  ];
}

/** A page that takes labels needs the row's number. */
function fileCell({ row, file = '' }: SuspectRow): Markup {
  return html`<span data-row="${row}">${file}</span>`;
}

const oddColumn: TableColumn<SuspectRow> = {
  title: 'Strangest inputs',
  isSortable: false,
  style: 'wide',
  cell: ({ features = [] }) => features.map((feature, index) => [index === 0 ? '' : ', ', oddText(feature)]),
};

function oddText({ name, value, z }: OddFeature): Markup {
  const shown = typeof value === 'string' ? value : value === null ? 'missing' : showNumber(value);
  return html`${name} ${shown} <span class="quiet">(z ${showNumber(Math.abs(z) >= 10 ? Math.round(z) : Math.round(10 * z) / 10)})</span>`;
}

/** A numeric column. */
export function number<Row>(title: string, measure: (row: Row) => number): TableColumn<Row> {
  return { title, kind: 'number', cell: (row) => showNumber(measure(row)), sortBy: measure };
}

/** A column of shares, as percentages. */
export function share<Row>(title: string, measure: (row: Row) => number): TableColumn<Row> {
  return { title, kind: 'number', cell: (row) => showShare(measure(row)), sortBy: measure };
}
