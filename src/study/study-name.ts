import { hidesCharacters } from '../faults/visible-text.ts';

export const longestStudyName = 200;

/** The constraint that a study's name breaks, in words; undefined when it breaks none. */
export function brokenStudyName(name: string): string | undefined {
  if (name === '' || name !== name.trim()) return 'must be one line of text without spaces around it';
  // Counts code points; a text of more than twice the limit in UTF-16 units is refused without being split.
  if (name.length > 2 * longestStudyName || [...name].length > longestStudyName) {
    return `must be at most ${longestStudyName} characters long`;
  }
  if (hidesCharacters(name)) return 'must hold only characters that can be seen, on one line';
  return undefined;
}
