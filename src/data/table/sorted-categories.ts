import { sortNames } from '../cells/name.ts';
import type { ColumnBuilder } from './column-builder.ts';

/**
 * Sorted categories, so that they do not depend on the order of the rows, and each row's index into them, −1 for a
 * missing cell. `kept` are words for "no value" that are categories all the same.
 */
export function sortedCategories(
  builder: ColumnBuilder,
  kept: ReadonlySet<string> = new Set(),
): { categories: string[]; codes: Int32Array } {
  const found = builder.categories();
  const categories = sortNames([...found, ...kept]);
  const places = new Map(categories.map((name, index) => [name, index]));
  const sorted = Int32Array.from(found, (name) => places.get(name) as number);
  const words = [...builder.missingWords].filter(([word]) => kept.has(word));
  const placeOfWord = new Map(words.map(([word, { code }]) => [code, places.get(word) as number]));
  const codes = builder
    .codes()
    .map((code) => (code < 0 ? (placeOfWord.get(code) ?? -1) : (sorted[code] as number)));
  return { categories, codes };
}
