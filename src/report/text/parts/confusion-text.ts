import pc from 'picocolors';
import type { ConfusionReport } from '../../../reports/suspects-report.ts';
import { plainLine } from './format.ts';
import { renderTable } from './table.ts';

/** A larger matrix is unreadable. */
const mostClasses = 15;
const longestName = 12;
const shownPairs = 15;
const gap = '  ';

/**
 * The matrix with recall and precision; with many classes, or in a narrow terminal, the most frequent mistakes instead.
 */
export function renderConfusion(report: ConfusionReport, width: number): string {
  return renderMatrix(`confusion of trial ${report.trial} on ${report.split}`, report, width);
}

type Matrix = Pick<ConfusionReport, 'classes' | 'counts' | 'perClass'>;

/** Like `renderConfusion`, for any model and rows, which the title names. */
export function renderMatrix(title: string, report: Matrix, width: number): string {
  const { classes } = report;
  const lines = classes.length > mostClasses ? [] : matrixLines(report);
  const isShown = lines.length > 0 && lines.every(({ length }) => length <= width);
  if (!isShown) return [pc.bold(title), pairTable(report, width)].join('\n');
  const legend = `${pc.bold(title)} (lines: true class, columns: predicted)`;
  return [legend, ...lines.map(({ text }) => text)].join('\n');
}

/** A cell before it is coloured, so that its width is known. */
interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

function matrixLines({ classes, counts, perClass }: Matrix): { text: string; length: number }[] {
  const names = classes.map(shortName);
  const rows: Cell[][] = [
    [{ text: '' }, ...names.map((text) => ({ text })), { text: 'recall' }],
    ...counts.map((row, label) => [
      { text: names[label] as string },
      ...row.map((count, predicted) => countCell(count, label === predicted)),
      { text: share(perClass[label]?.recall), paint: pc.dim },
    ]),
    [
      { text: 'precision' },
      ...perClass.map(({ precision }) => ({ text: share(precision), paint: pc.dim })),
      { text: '' },
    ],
  ];
  const widths = (rows[0] as Cell[]).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.text.length ?? 0)),
  );
  return rows.map((row) => ({
    text: row
      .map(({ text, paint = (plain) => plain }, column) => {
        const pad = ' '.repeat((widths[column] as number) - text.length);
        return column === 0 ? paint(text) + pad : pad + paint(text);
      })
      .join(gap)
      .trimEnd(),
    length: widths.reduce((sum, each) => sum + each + gap.length, -gap.length),
  }));
}

function countCell(count: number, isRight: boolean): Cell {
  if (isRight) return { text: String(count), paint: pc.dim };
  return count === 0 ? { text: '·', paint: pc.dim } : { text: String(count), paint: pc.red };
}

/** The most frequent mistakes, each with its share of the true class's rows. */
function pairTable({ classes, counts, perClass }: Matrix, width: number): string {
  const pairs = counts
    .flatMap((row, label) => row.map((count, predicted) => ({ label, predicted, count })))
    .filter(({ label, predicted, count }) => label !== predicted && count > 0)
    .sort((one, other) => other.count - one.count || one.label - other.label);
  if (pairs.length === 0) return 'no row is taken for another class';
  const shown = pairs.slice(0, shownPairs);
  const name = (label: number) => plainLine(classes[label] ?? '');
  const { text } = renderTable(
    [
      { title: 'true', align: 'left', cells: shown.map(({ label }) => name(label)) },
      { title: 'predicted', align: 'left', cells: shown.map(({ predicted }) => name(predicted)) },
      { title: 'rows', cells: shown.map(({ count }) => String(count)) },
      {
        title: 'of the class',
        cells: shown.map(({ label, count }) => share(count / (perClass[label]?.rows ?? Number.NaN))),
      },
    ],
    width,
  );
  const more = pairs.length - shown.length;
  return more === 0 ? text : `${text}\n(and ${more} more pairs)`;
}

function share(value: number | null | undefined): string {
  return value === null || value === undefined ? '–' : `${(100 * value).toFixed(1)} %`;
}

function shortName(name: string): string {
  const characters = [...plainLine(name)];
  return characters.length > longestName
    ? `${characters.slice(0, longestName - 1).join('')}…`
    : characters.join('');
}
