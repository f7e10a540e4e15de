import { CellTally } from '../cell-tally.ts';

/** A word for "no value", with a negative code of its own: it may be a class after all. */
export interface MissingWord {
  readonly cells: CellTally;
  readonly code: number;
}

/** Those of words go on downwards from here. */
const firstWordCode = -3;

/** Adds a cell with a word, as written, to those of its column. Returns the word's code. */
export function addWord(words: Map<string, MissingWord>, text: string, line: number, row: number): number {
  const word = words.get(text) ?? { cells: new CellTally(), code: firstWordCode - words.size };
  words.set(text, word);
  word.cells.add(line, row, text);
  return word.code;
}
