import pc from 'picocolors';
import type { CheckResult, CheckStatus, Exhibit } from '../../reports/check-report.ts';
import { formatDuration, formatNumber, plainLine } from './parts/format.ts';
import { html } from './parts/output-flags.ts';
import { sparkline } from './parts/sparkline.ts';
import { renderTable } from './parts/table.ts';
import { wrapLine } from './parts/wrap-line.ts';

const marks: Readonly<Record<CheckStatus, string>> = {
  fail: pc.red('✗'),
  warn: pc.yellow('!'),
  pass: pc.green('✓'),
  skip: pc.dim('–'),
};

/** Fits the longest name of a check. */
const nameWidth = 20;
/** Narrower terminals wrap the lines themselves. */
const narrowest = 30;
const indent = '  ';

/**
 * "✓ initial-loss  …", and the advice below a warning or a failure. One line each, or lines of at most `width`
 * characters.
 */
export function renderCheckLine(
  { status, name, message, advice }: CheckResult,
  width = Number.POSITIVE_INFINITY,
): string {
  const margin = ' '.repeat(indent.length + nameWidth + 1);
  const room = Math.max(width - margin.length, narrowest);
  const told = wrapLine(plainLine(message), room).map((line) => (status === 'skip' ? pc.dim(line) : line));
  const next = advice === undefined ? [] : wrapLine(`→ ${plainLine(advice)}`, room).map(pc.dim);
  const [first = '', ...others] = [...told, ...next];
  return [`${marks[status]} ${name.padEnd(nameWidth)} ${first}`, ...others.map((line) => margin + line)].join(
    '\n',
  );
}

/** "12 passed, 1 to look at, 1 failed, 2 skipped, in 4.2 s". */
export function renderCheckSummary(results: readonly CheckResult[], seconds: number): string {
  const words = { pass: 'passed', warn: 'to look at', fail: 'failed', skip: 'skipped' } as const;
  const counts = Object.entries(words)
    .map(([status, word]) => ({ word, count: results.filter((result) => result.status === status).length }))
    .filter(({ count, word }) => count > 0 || word === 'passed')
    .map(({ word, count }) => `${count} ${word}`);
  return `${counts.join(', ')}, in ${formatDuration(seconds)}`;
}

/** A check in the output of `check --list`. */
export interface ListedCheck {
  readonly name: string;
  readonly hypothesis: string;
  /** True when `start` makes it too. */
  readonly isCheap: boolean;
}

export function renderCheckList(checks: readonly ListedCheck[], columns: number): string {
  const table = [
    { title: 'check', align: 'left', cells: checks.map(({ name }) => name) },
    { title: 'start', align: 'left', cells: checks.map(({ isCheap }) => (isCheap ? 'yes' : '')) },
    { title: 'what holds of a sound pipeline', align: 'left', cells: checks.map((each) => each.hypothesis) },
  ] as const;
  return renderTable(table, columns).text;
}

const curveWidth = 40;

/** The exhibits that a terminal can show; pictures are shown on the page only. */
export function renderExhibit(exhibit: Exhibit): string {
  return [`${indent}${pc.bold(exhibit.title)}`, ...bodyOf(exhibit).map((line) => `${indent}${line}`)].join(
    '\n',
  );
}

function bodyOf(exhibit: Exhibit): readonly string[] {
  switch (exhibit.kind) {
    case 'text':
      return exhibit.lines;
    case 'lines':
      return inColumns(
        exhibit.series.map(({ name, values }) => [
          name,
          sparkline(values, curveWidth),
          `${formatNumber(values[0] ?? Number.NaN)} → ${formatNumber(values.at(-1) ?? Number.NaN)}`,
        ]),
      );
    case 'bars':
      return inColumns(
        exhibit.names.map((name, index) => {
          const value = exhibit.values[index] ?? Number.NaN;
          const most = Math.max(...exhibit.values.map(Math.abs));
          return [
            name,
            '█'.repeat(Math.round((curveWidth / 2) * (Math.abs(value) / most || 0))),
            formatNumber(value),
          ];
        }),
      );
    case 'images':
      return [
        exhibit.images.length === 1
          ? `1 picture: ${html} shows it`
          : `${exhibit.images.length} pictures: ${html} shows them`,
      ];
  }
}

function inColumns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
