import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Random } from '../../../src/statistics/random.ts';
import { happens, pick, times } from '../mutations/choice.ts';
import { junkNumber, junkText } from '../mutations/junk.ts';
import { root } from '../root.ts';

export interface MadeTable {
  readonly title: string;
  readonly text: string;
  readonly delimiter: string;
  readonly target: string;
}

interface Column {
  readonly name: string;
  cell(row: number): string;
}

const kinds: Readonly<Record<string, (random: Random) => (row: number) => string>> = {
  fractions: (random) => () => String(random.next() * 10 - 5),
  'whole numbers': (random) => () => String(random.below(50) - 10),
  categories: (random) => () => pick(random, ['red', 'green', 'blue']),
  constant: () => () => '7',
  empty: () => () => '',
  'row numbers': () => (row) => String(row),
  texts: (random) => () => `text ${random.word()}`,
  'numbers and texts': (random) => () => (happens(random, 0.9) ? String(random.below(9)) : 'nine'),
  'large numbers': (random) => () => String(junkNumber(random)),
  junk: (random) => () => junkText(random),
  dates: (random) => () => `2024-01-${String(1 + random.below(28)).padStart(2, '0')}`,
  'true and false': (random) => () => pick(random, ['true', 'false', 'True', 'no']),
  'cells of 100,000 letters': (random) => (row) =>
    row === 3 ? 'x'.repeat(100_000) : pick(random, ['a', 'b']),
};

/** A table with columns of several kinds, in one of the dialects of CSV. */
export function makeTable(random: Random): MadeTable {
  const kindNames = Object.keys(kinds);
  const chosen = times(1 + random.below(5), () => pick(random, kindNames));
  const targetKind = happens(random, 0.7)
    ? pick(random, ['categories', 'fractions', 'whole numbers'])
    : pick(random, kindNames);
  const columns = [...chosen, targetKind].map((kind, index, all) => ({
    name: happens(random, 0.06) ? junkText(random) : index === all.length - 1 ? 'target' : `column${index}`,
    cell: (kinds[kind] as (random: Random) => (row: number) => string)(random),
  }));
  const rows = pick(random, [0, 1, 2, 5, 30, 60, 60, 60, 120]);
  return {
    ...inDialect(random, columns, rows),
    title: `${rows} rows of ${[...chosen, targetKind].join(', ')}`,
    target: 'target',
  };
}

const penguins = readFileSync(join(root, 'datasets/penguins.csv'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => line.split(','));

/** Rows for the stock study's model, some cells replaced, columns left out or in another order. */
export function penguinRows(random: Random): MadeTable {
  const [header = [], ...rows] = penguins;
  const order = header.map((_, index) => index).filter(() => !happens(random, 0.05));
  if (happens(random, 0.3)) order.reverse();
  const columns = order.map((index) => {
    const junkShare = happens(random, 0.2) ? 0.1 : 0;
    const kept = times(40, (row) =>
      happens(random, junkShare) ? junkText(random) : (rows[row * 8]?.[index] ?? ''),
    );
    return { name: header[index] ?? '', cell: (row: number) => kept[row] as string };
  });
  return { ...inDialect(random, columns, pick(random, [0, 1, 40])), title: 'penguins', target: 'species' };
}

function inDialect(
  random: Random,
  columns: readonly Column[],
  rows: number,
): { text: string; delimiter: string } {
  const delimiter = pick(random, [',', ',', ',', ';', '\t', '|']);
  const newline = pick(random, ['\n', '\n', '\n', '\r\n']);
  const quotesAll = happens(random, 0.2);
  const quoted = (cell: string) =>
    quotesAll || cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
  const lines = [
    columns.map(({ name }) => name),
    ...times(rows, (row) => columns.map(({ cell }) => cell(row))),
  ];
  const raggedShare = happens(random, 0.15) ? 0.05 : 0;
  const written = lines.map((line) => {
    const cells = happens(random, raggedShare) ? pick(random, [line.slice(1), [...line, 'more'], []]) : line;
    return cells.map(quoted).join(delimiter);
  });
  return { text: written.join(newline) + pick(random, [newline, newline, '', newline + newline]), delimiter };
}
