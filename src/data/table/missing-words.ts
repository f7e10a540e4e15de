import type { ColumnBuilder } from './column-builder.ts';
import { minusBesidePlus } from './missing-classes.ts';

/**
 * Number of a column's cells without a value, and how many have each word for that. Some words, such as None, mean it
 * only among numbers.
 */
export function missingWordsOf(
  builder: ColumnBuilder,
  areNames: boolean,
): { readonly count: number; readonly words: Readonly<Record<string, number>> } {
  const { missingWords, spelled, emptyCount } = builder;
  const kept = areNames ? minusBesidePlus(builder) : new Set();
  const amongNumbers = areNames ? [] : [...spelled.values()].filter(({ kind }) => kind === 'missing-word');
  const counts = [
    ...[...missingWords].flatMap(([word, { cells }]) =>
      kept.has(word) ? [] : [[word, cells.count] as const],
    ),
    ...amongNumbers.map(({ cells }) => [String(cells.first[0]?.value), cells.count] as const),
  ];
  const sorted = counts.toSorted(([, one], [, other]) => other - one);
  const count = sorted.reduce((sum, [, each]) => sum + each, emptyCount);
  return { count, words: Object.fromEntries(sorted) };
}
