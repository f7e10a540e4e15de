import type { TokensTransform } from '../../study/pipeline.ts';
import type { TokensRequest } from '../raw-data.ts';
import { tokensOf } from './tokens.ts';

/** The share of the training texts that are not cut where the space file declares no length. */
const wholeShare = 0.95;
/** Longer inputs are declared: their time and memory are the user's to spend. */
const longest = { words: 512, characters: 2048 } as const;
/** A token that occurs once teaches what unknown tokens are like. */
const fewestOccurrences = 2;

/**
 * The vocabulary and the length of these texts, the training rows'; undefined is a missing cell. The most frequent
 * tokens come first, and those of the same frequency in the order of their UTF-16 units.
 */
export function fitTokens(
  texts: readonly (string | undefined)[],
  { of, vocabulary, length }: TokensRequest,
): Pick<TokensTransform, 'words' | 'length'> {
  const counts = new Map<string, number>();
  const lengths: number[] = [];
  for (const text of texts) {
    if (text === undefined) continue;
    const tokens = tokensOf(text, of);
    lengths.push(tokens.length);
    for (const token of tokens) counts.set(token, (counts.get(token) ?? 0) + 1);
  }
  const words = [...counts]
    .filter(([, count]) => count >= fewestOccurrences)
    .sort(([one, count], [other, next]) => next - count || (one < other ? -1 : 1))
    .slice(0, vocabulary)
    .map(([word]) => word);
  return { words, length: length ?? usualLength(lengths, longest[of]) };
}

/** The length that most of the texts do not exceed. */
function usualLength(lengths: number[], most: number): number {
  lengths.sort((one, other) => one - other);
  const usual = lengths[Math.ceil(wholeShare * lengths.length) - 1] ?? 1;
  return Math.min(most, Math.max(1, usual));
}
