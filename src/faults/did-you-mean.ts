const longestWord = 100;

/**
 * The candidate at most two edits from `word`, or undefined. A word of three letters allows one edit, a shorter one
 * none.
 */
export function nearestWord(word: string, candidates: Iterable<string>): string | undefined {
  let nearest: { word: string; distance: number } | undefined;
  // A longer word is unlikely to be a misspelling, and the cost is the product of both lengths.
  if (word.length > longestWord) return undefined;
  for (const candidate of candidates) {
    const allowed = Math.min(2, Math.max(word.length, candidate.length) - 2);
    if (Math.abs(word.length - candidate.length) > allowed) continue;
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase());
    if (distance <= allowed && distance < (nearest?.distance ?? Number.POSITIVE_INFINITY)) {
      nearest = { word: candidate, distance };
    }
  }
  return nearest?.word;
}

/** "did you mean 'units'?", or undefined when no candidate is near. */
export function didYouMean(word: unknown, candidates: Iterable<string>): string | undefined {
  const near = typeof word === 'string' ? nearestWord(word, candidates) : undefined;
  return near === undefined ? undefined : `did you mean '${near}'?`;
}

/** Like `didYouMean`, when some candidates are not text: a "2" among 1, 2, 3 has superfluous quotes. */
export function nearValue(value: unknown, candidates: readonly unknown[]): string | undefined {
  const same = candidates.find((candidate) => candidate !== value && String(candidate) === String(value));
  if (same !== undefined) return typeof same === 'string' ? `write "${same}" in quotes` : unquoted(same);
  return didYouMean(value, candidates.map(String));
}

/** "write 0.5 without quotes" for a text that is a number; else undefined. */
export function unquotedNumber(value: unknown): string | undefined {
  const isNumber = typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
  return isNumber ? unquoted(Number(value)) : undefined;
}

function unquoted(value: unknown): string {
  return `write ${String(value)} without quotes`;
}

/** Insertions, deletions, substitutions and swaps of neighbours (optimal string alignment). */
export function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1];
      const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      current[column] = Math.min(
        at(current, column - 1) + 1,
        at(last, column) + 1,
        at(last, column - 1) + (isSame ? 0 : 1),
        isSwap ? at(beforeLast, column - 2) + 1 : Number.POSITIVE_INFINITY,
      );
    }
    beforeLast = last;
    last = current;
  }
  return at(last, to.length);
}

function at(row: readonly number[], column: number): number {
  return row[column] ?? Number.POSITIVE_INFINITY;
}
