import type { SourceRows } from '../data/load-dataset.ts';
import { targetColumnsOf } from '../data/raw-targets.ts';
import { readWrittenCells } from '../data/sources/written-cells.ts';
import { encodeImage } from '../data-report/contact-sheets.ts';
import { chooseRows, columnNamed, sortKey } from '../data-report/rows/choose-rows.ts';
import type { RowColumn } from '../data-report/rows/row-column.ts';
import { rowColumns, rowNames, untypedNames } from '../data-report/rows/row-columns.ts';
import { parseWhere } from '../data-report/rows/where.ts';
import { UsageError } from '../faults/errors.ts';
import { message, option } from '../faults/message.ts';
import type { PageRows, RowsReport } from '../reports/data/rows-report.ts';
import type { DataSpec } from '../study/study-spec.ts';
import { text, toggle, wholeNumber, words } from './options/kinds.ts';
import { conflict, missing, type OptionsOf } from './options/option.ts';
import type { GivenOptions } from './options/read-options.ts';

const usualPage = 20;

export const rowOptions = {
  rows: toggle('the rows themselves, in place of the report'),
  where: text({ describe: 'only rows for which a condition holds, such as "age > 30 and city = Paris"' }),
  sort: words(() => undefined, {
    describe: 'columns to sort the rows by; -age is from the largest, and "a, b" in quotation marks one name',
  }),
  random: wholeNumber(1, { describe: 'number of rows drawn at random; the next page has the next ones' }),
  seed: wholeNumber(0, { describe: 'seed of the random rows', defaultText: '0' }),
  page: wholeNumber(1, { describe: 'page of the rows', defaultText: '1' }),
  pageSize: wholeNumber(1, { describe: 'number of rows on a page', defaultText: String(usualPage) }),
  columns: words(() => undefined, { describe: 'columns to show (default: all)' }),
};

export function rowRules(given: GivenOptions) {
  const names = Object.keys(rowOptions).filter((name) => name !== 'rows');
  return [
    ...names.map((name) => missing(given, name, 'rows')),
    missing(given, 'seed', 'random'),
    conflict(given, 'sort', 'random'),
    conflict(given, 'pageSize', 'random'),
  ];
}

type RowsRequest = Omit<OptionsOf<typeof rowOptions>, 'rows'>;

/** The data that rows are shown of: as they were read, and where they can be read again. */
export interface BrowsedData {
  readonly source: SourceRows;
  readonly spec: DataSpec;
  readonly directory: string;
}

/** A page of the rows. UsageError for a condition or a column that is none, and for a page beyond the last. */
export async function browseRows(data: BrowsedData, request: RowsRequest): Promise<RowsReport> {
  const { source } = data;
  const { where, sort, random, seed = 0, page = 1, pageSize = random ?? usualPage } = request;
  const { raw } = source;
  const columns = await columnsFor(data, request);
  const randomSeed = random === undefined ? undefined : seed;
  const chosen = chooseRows(raw.rowNumbers.length, columns, { where, sort, randomSeed });
  const pages = Math.max(1, Math.ceil(chosen.length / pageSize));
  if (page > pages) {
    throw new UsageError(message`${option('page')}: must be at most ${pages}, the last page, got ${page}`);
  }
  const members = chosen.subarray((page - 1) * pageSize, page * pageSize);
  const shown = shownColumns(columns, request.columns);
  return {
    source: raw.file,
    rows: raw.rowNumbers.length,
    matching: chosen.length,
    ...(where !== undefined && { where }),
    ...(sort !== undefined && { sort }),
    ...(randomSeed !== undefined && { seed: randomSeed }),
    page,
    pages,
    pageSize,
    columns: shown.map(({ name }) => name),
    shown: await cellsOf(data, shown, members),
  };
}

/** All columns; those that are neither inputs nor the target have values only where the request needs them. */
async function columnsFor(data: BrowsedData, { where, sort = [] }: RowsRequest): Promise<RowColumn[]> {
  const { source } = data;
  const { targetColumn } = source.raw;
  const columns = rowColumns(source, rowNames(source));
  if (targetColumn === undefined) return columns;
  const needed = new Set([
    ...(where === undefined ? [] : parseWhere(where, columns).names),
    ...sort.map((key) => sortKey(key, columns).column.name),
  ]);
  const names = untypedNames(source, rowNames(source)).filter((name) => needed.has(name));
  return columnsWith(data, names);
}

/** All columns, and of those that are neither inputs nor the target the cells of `names`. */
async function columnsWith(
  { source, spec, directory }: BrowsedData,
  names: readonly string[],
): Promise<RowColumn[]> {
  const all = rowNames(source);
  if (source.raw.targetColumn === undefined || names.length === 0) return rowColumns(source, all);
  const cells = await readWrittenCells(spec, directory, { targets: targetColumnsOf(source.raw), names });
  return rowColumns(source, all, cells);
}

function shownColumns(
  columns: readonly RowColumn[],
  wanted: readonly string[] | undefined,
): readonly RowColumn[] {
  if (wanted === undefined) return columns;
  const others = wanted.map((name) => columnNamed('columns', { wanted: name, got: name }, columns));
  return [...columns.slice(0, 2).filter((column) => !others.includes(column)), ...others];
}

/** The cells of these rows, by their index, and of these columns as the file has them; null for empty ones. */
export async function cellsOf(
  { source, spec, directory }: BrowsedData,
  columns: readonly RowColumn[],
  members: Int32Array,
): Promise<RowsReport['shown']> {
  const { targetColumn, rowNumbers, columnNames = [] } = source.raw;
  const names = columns.map(({ name }) => name).filter((name) => columnNames.includes(name));
  const rows = new Set(Array.from(members, (member) => rowNumbers[member] as number));
  const written =
    targetColumn === undefined
      ? new Map<string, unknown[]>()
      : await readWrittenCells(spec, directory, { targets: targetColumnsOf(source.raw), names, rows });
  return Array.from(members, (member) =>
    columns.map(({ name, valueAt }) => {
      const cells = written.get(name);
      const cell = cells === undefined ? valueAt(member) : cells[rowNumbers[member] as number];
      return cell === undefined || cell === '' ? null : cell;
    }),
  );
}

/** More make a page of tens of megabytes. */
const mostPageCells = 60_000;
const mostPageRows = 10_000;
const mostPagePixels = 8_000_000;

/** All rows for a page, or a seeded sample of as many as a browser can hold. */
export async function rowsForPage(data: BrowsedData): Promise<PageRows> {
  const { inputs, rowNumbers } = data.source.raw;
  const total = rowNumbers.length;
  const columns = await columnsWith(data, untypedNames(data.source, rowNames(data.source)));
  const most =
    inputs.kind === 'images'
      ? Math.floor(mostPagePixels / (inputs.shape[0] * inputs.shape[1] * inputs.shape[2]))
      : Math.floor(mostPageCells / columns.length);
  const randomSeed = total > Math.min(most, mostPageRows) ? 0 : undefined;
  const members = chooseRows(total, columns, { randomSeed })
    .slice(0, Math.max(1, Math.min(most, mostPageRows)))
    .sort();
  const cells = await cellsOf(data, columns, members);
  return {
    total,
    columns: columns.map(({ name, kind }) => ({ title: name, kind })),
    rows: Array.from(members, (member, place) => ({
      cells: cells[place] ?? [],
      keys: columns.map(({ valueAt }) => valueAt(member)),
      ...(inputs.kind === 'images' && { pixels: encodeImage(inputs, member) }),
    })),
  };
}
