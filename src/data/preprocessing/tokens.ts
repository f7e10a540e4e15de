import type { TokensTransform } from '../../study/pipeline.ts';

const runsOfSpace = /\s+/gu;
const apostrophes = /[\u2019\u02BC]/gu;
/** Letters, marks and digits, with apostrophes between them, are a word; each other visible character is one alone. */
const wordPattern = /[\p{L}\p{M}\p{N}]+(?:'[\p{L}\p{M}\p{N}]+)*|[^\s\p{L}\p{M}\p{N}]/gu;

/** The tokens of a text in Unicode NFC and lower case: "Don't stop!" has the words don't, stop and !. */
export function tokensOf(text: string, of: TokensTransform['of']): string[] {
  const plain = text.normalize('NFC').toLowerCase();
  if (of === 'characters') return Array.from(plain.replace(runsOfSpace, ' ').trim());
  return plain.replace(apostrophes, "'").match(wordPattern) ?? [];
}

/** Writes the ids of a text's first tokens at `at` into `x`, which holds zeros. Returns false where none is known. */
export function tokenWriter({
  of,
  words: vocabulary,
  length,
}: TokensTransform): (text: string, x: { [place: number]: number }, at: number) => boolean {
  const idOf = new Map(vocabulary.map((word, place) => [word, place + 2]));
  return (text, x, at) => {
    const tokens = tokensOf(text, of).slice(0, length);
    tokens.forEach((token, place) => {
      x[at + place] = idOf.get(token) ?? 1;
    });
    return tokens.some((token) => idOf.has(token));
  };
}
