/** Each pair in lower case: false, true. */
const booleanPairs = [
  ['false', 'true'],
  ['f', 't'],
  ['no', 'yes'],
  ['n', 'y'],
  ['off', 'on'],
] as const;

const booleanWords: ReadonlyMap<string, { pair: string; value: number }> = new Map(
  booleanPairs.flatMap((pair) =>
    pair.map((word, value): [string, { pair: string; value: number }] => [
      word,
      { pair: pair.join('/'), value },
    ]),
  ),
);

/** A truth value in any case and spelling, as 0 or 1, and the pair of words that it is one of; undefined for others. */
export function readBoolean(text: string): { readonly pair: string; readonly value: number } | undefined {
  return text.length <= 5 ? booleanWords.get(text.toLowerCase()) : undefined;
}
