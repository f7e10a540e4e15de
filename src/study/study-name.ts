import { hidesCharacters } from '../faults/visible-text.ts';

export const longestStudyName = 200;

/** The constraint that the name of a study breaks, in words; undefined where it breaks none. */
export function brokenStudyName(name: string): string | undefined {
  if (name === '' || name !== name.trim()) return 'must be one line of text without spaces around it';
  // A character counts once, as people count it; no text beyond four times as many units is taken apart.
  if (name.length > 2 * longestStudyName || [...name].length > longestStudyName) {
    return `must be at most ${longestStudyName} characters long`;
  }
  if (hidesCharacters(name)) return 'must hold only characters that can be seen, on one line';
  return undefined;
}
