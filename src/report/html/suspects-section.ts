import type {
  ClassSuspect,
  ClassSuspectsReport,
  OddFeature,
  SuspectRow,
  SuspectsReport,
  ValueSuspect,
  ValueSuspectsReport,
  WorstClassRow,
  WorstValueRow,
} from '../../study/suspects-report.ts';
import { confusionMatrix } from './confusion-matrix.ts';
import { countOf, showCount, showNumber, showShare } from './figures.ts';
import { html, type Markup } from './markup.ts';
import { type Album, makeAlbum } from './pictures.ts';
import { renderHtmlTable, type TableColumn } from './table-html.ts';

/** Rows that trained models take for mislabelled, those that they predict worst, and what they confuse. */
export function renderSuspects(report: SuspectsReport): Markup {
  const { study, trials, splits, notes } = report;
  const counted = splits.map(({ name, rows, suspects }) => {
    const confident =
      report.task === 'classification' ? html`, <b>${report.confident[name]}</b> confident` : '';
    return html`<li>${name}: <b>${showCount(suspects)}</b> of ${countOf(rows, 'row')}${confident}</li>`;
  });
  return html`<p>${countOf(trials.length, 'trial')} of <b>${study}</b> ${trials.length === 1 ? 'was' : 'were'} asked: ${trials.join(', ')}.</p>
<ul class="facts">${counted}</ul>
<ul class="notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>
${report.task === 'classification' ? classTables(report) : valueTables(report)}`;
}

function classTables(report: ClassSuspectsReport): Markup {
  const suspects = rowTable<ClassSuspect>(report, {
    id: 'suspect-table',
    title: 'Possibly mislabelled',
    rows: report.suspects,
    columns: [
      { title: 'Given', cell: ({ given }) => given },
      { title: 'Suggested', cell: ({ suggested }) => html`<b>${suggested}</b>` },
      share('Trials that agree', ({ agreement }) => agreement),
      {
        title: 'Confident',
        cell: ({ isConfident }) => (isConfident ? 'yes' : 'no'),
      },
      share('P(suggested)', ({ probability }) => probability),
      share('P(given)', ({ selfConfidence }) => selfConfidence),
      number('Score', ({ score }) => score),
    ],
  });
  const worst = rowTable<WorstClassRow>(report, {
    id: 'worst-table',
    title: 'Predicted worst',
    rows: report.worst,
    columns: [
      { title: 'Given', cell: ({ given }) => given },
      { title: 'Predicted', cell: ({ predicted }) => html`<b>${predicted}</b>` },
      share('P(predicted)', ({ probability }) => probability),
      number('Loss', ({ loss }) => loss),
    ],
  });
  return html`${suspects}${confusionMatrix(report.confusion)}${worst}`;
}

function valueTables(report: ValueSuspectsReport): Markup {
  const suspects = rowTable<ValueSuspect>(report, {
    id: 'suspect-table',
    title: `Suspicious values of ${report.target}`,
    rows: report.suspects,
    columns: [
      number('Given', ({ given }) => given),
      number('Suggested', ({ suggested }) => suggested),
      number('Residual', ({ residual }) => residual),
      share('Trials that agree', ({ agreement }) => agreement),
      number('z', ({ z }) => z),
    ],
  });
  const worst = rowTable<WorstValueRow>(report, {
    id: 'worst-table',
    title: 'Predicted worst',
    rows: report.worst,
    columns: [
      number('Given', ({ given }) => given),
      number('Predicted', ({ predicted }) => predicted),
      number('Residual', ({ residual }) => residual),
      number('z', ({ z }) => z),
      number('Loss', ({ loss }) => loss),
    ],
  });
  return html`${suspects}${worst}`;
}

interface RowTable<Row> {
  readonly id: string;
  readonly title: string;
  readonly rows: readonly Row[];
  readonly columns: readonly TableColumn<Row>[];
}

/** A table of rows with what there is to see of each: its picture, or its strangest inputs. */
function rowTable<Row extends SuspectRow>(
  { imageShape }: SuspectsReport,
  { id, title, rows, columns }: RowTable<Row>,
): Markup {
  const heading = html`<h3>${title}</h3>`;
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
    caption: title,
    rows,
    hasFilter: true,
    columns: [
      ...(album === undefined ? [] : [pictureColumn<Row>(album, places)]),
      ...[...place, ...columns].map((column) =>
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
      row.pixels === undefined ? '' : album.picture(places.get(row) ?? 0, `Row ${row.row}`, 48),
  };
}

const place: readonly TableColumn<SuspectRow>[] = [
  { title: 'Row', kind: 'number', isHeading: true, cell: ({ row }) => row },
  { title: 'Split', cell: ({ split }) => split },
];

const oddColumn: TableColumn<SuspectRow> = {
  title: 'Strangest inputs',
  isSortable: false,
  style: 'wide',
  cell: ({ features = [] }) => features.map((feature, index) => [index === 0 ? '' : ', ', oddText(feature)]),
};

function oddText({ name, value, z }: OddFeature): Markup {
  const shown = typeof value === 'string' ? value : value === null ? 'missing' : showNumber(value);
  return html`${name} ${shown} <span class="quiet">(z ${showNumber(Math.round(10 * z) / 10)})</span>`;
}

function number<Row>(title: string, measure: (row: Row) => number): TableColumn<Row> {
  return { title, kind: 'number', cell: (row) => showNumber(measure(row)), sortBy: measure };
}

function share<Row>(title: string, measure: (row: Row) => number): TableColumn<Row> {
  return { title, kind: 'number', cell: (row) => showShare(measure(row)), sortBy: measure };
}
