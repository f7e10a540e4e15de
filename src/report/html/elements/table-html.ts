import { showCount } from './figures.ts';
import { type Content, html, type Markup } from './markup.ts';

export interface TableColumn<Row> {
  readonly title: string;
  /** Numbers are right-aligned and sorted by value; missing ones come last. */
  readonly kind?: 'text' | 'number';
  readonly cell: (row: Row) => Content;
  /** The sort key, if it differs from the cell's text; undefined is missing. */
  readonly sortBy?: (row: Row) => string | number | undefined;
  readonly isSortable?: boolean;
  /** True: the cell is the row's heading. */
  readonly isHeading?: boolean;
  /** CSS classes of the column's cells. */
  readonly style?: string;
}

export interface HtmlTable<Row> {
  readonly id: string;
  readonly caption: string;
  readonly columns: readonly TableColumn<Row>[];
  readonly rows: readonly Row[];
  /** True: the table is as wide as the page, even if its cells need less. */
  readonly isFullWidth?: boolean;
  /** Adds a text box and group chips above the rows. */
  readonly hasFilter?: boolean;
  /** The text of the empty text box. */
  readonly hint?: string;
  /** A CSS class of the table. */
  readonly look?: string;
  /** True: cells have no end tags and no classes, for tables of thousands of rows. */
  readonly isCompact?: boolean;
  /** A CSS class of a row. */
  readonly styleOf?: (row: Row) => string | undefined;
  readonly chips?: readonly { readonly group: string; readonly label: Content }[];
  readonly groupOf?: (row: Row) => string;
  /** The details that a row expands to. */
  readonly details?: (row: Row, index: number) => Content;
}

/** Tables with more rows scroll below their headings. */
const tallestTable = 40;
/** Number of rows shown at once: a browser takes seconds to lay out thousands. */
const shownRows = 200;

/** A table that the page's script makes sortable, filterable and expandable; without the script all of it is shown. */
export function renderHtmlTable<Row>(table: HtmlTable<Row>): Markup {
  const { id, caption, columns, details } = table;
  const rows = table.rows.map((row, index) =>
    details === undefined
      ? html`<tr${attributesOf(table, row, index)}>${table.isCompact ? compactCells(columns, row) : cellsOf(columns, row)}</tr>\n`
      : renderExpandable(table, row, index, details(row, index)),
  );
  const toggle = details === undefined ? undefined : html`<td class="toggle"></td>`;
  return html`<div class="table-box" id="${id}">${renderControls(table)}
<div class="${scrollClasses(table)}" role="region" tabindex="0" aria-label="${caption}">
<table${table.look === undefined ? undefined : html` class="${table.look}"`} data-limit="${shownRows}"${details === undefined ? undefined : html` data-details`}><caption class="unseen">${caption}</caption>
<thead><tr>${toggle}${columns.map((column) => renderHeading(column, table.isCompact ? 'number' : column.kind))}</tr></thead>
${details === undefined ? html`<tbody>${rows}</tbody>` : rows}</table></div></div>`;
}

function scrollClasses<Row>({ rows, isFullWidth = false }: HtmlTable<Row>): string {
  return ['scroll', ...(isFullWidth ? ['full'] : []), ...(rows.length > tallestTable ? ['tall'] : [])].join(
    ' ',
  );
}

function renderHeading<Row>(
  { title, kind = 'text', isSortable = true }: TableColumn<Row>,
  look = kind,
): Markup {
  if (!isSortable) return html`<th scope="col" class="${look}">${title}</th>`;
  return html`<th scope="col" class="${look}" data-kind="${kind}" aria-sort="none"><button type="button">${title}</button></th>`;
}

function cellsOf<Row>(columns: readonly TableColumn<Row>[], row: Row): Markup[] {
  return columns.map(({ kind = 'text', cell, sortBy, isHeading, style }) => {
    const classes = [...(kind === 'number' ? ['number'] : []), ...(style === undefined ? [] : [style])];
    const shape = classes.length === 0 ? undefined : html` class="${classes.join(' ')}"`;
    const value = sortBy === undefined ? undefined : html` data-value="${sortBy(row) ?? ''}"`;
    const content = cell(row);
    return isHeading
      ? html`<th scope="row"${shape}${value}>${content}</th>`
      : html`<td${shape}${value}>${content}</td>`;
  });
}

function compactCells<Row>(columns: readonly TableColumn<Row>[], row: Row): Markup[] {
  return columns.map(({ cell }) => html`<td>${cell(row)}`);
}

function attributesOf<Row>({ groupOf, hasFilter, styleOf }: HtmlTable<Row>, row: Row, index: number): Markup {
  const style = styleOf?.(row);
  const look = style === undefined ? undefined : html` class="${style}"`;
  const group = groupOf === undefined ? undefined : html` data-group="${groupOf(row)}"`;
  return html`${look}${group}${hasFilter && index >= shownRows ? html` hidden` : undefined}`;
}

/** The row, and a details row below it that is hidden until expanded. */
function renderExpandable<Row>(table: HtmlTable<Row>, row: Row, index: number, details: Content): Markup {
  const id = `${table.id}-${index}`;
  return html`<tbody id="${id}"${attributesOf(table, row, index)}><tr><td class="toggle">
<button type="button" aria-expanded="false" aria-controls="${id}-details" aria-label="Details"></button></td>
${cellsOf(table.columns, row)}</tr>
<tr class="details" id="${id}-details" hidden><td colspan="${table.columns.length + 1}">${details}</td></tr></tbody>
`;
}

const pageButtons = html`<button type="button" class="chip step" data-step="-1" hidden>Previous</button>
<button type="button" class="chip step" data-step="1">Next</button>
<button type="button" class="chip all">Show all</button>`;

function renderControls<Row>({
  caption,
  hasFilter,
  chips = [],
  rows,
  hint = 'Filter',
}: HtmlTable<Row>): Markup | undefined {
  if (!hasFilter || rows.length < 2) return undefined;
  const isCut = rows.length > shownRows;
  const buttons = chips.map(
    ({ group, label }) =>
      html`<button type="button" class="chip ${group}" aria-pressed="false" data-group="${group}">${label}</button>`,
  );
  return html`<div class="controls"><input type="search" placeholder="${hint}" aria-label="Filter: ${caption}">
${buttons.length === 0 ? undefined : html`<span role="group" aria-label="Show only">${buttons}</span>`}
<span role="status">${isCut ? `The first ${shownRows} of ${showCount(rows.length)}` : ''}</span>
${isCut ? pageButtons : undefined}</div>`;
}
