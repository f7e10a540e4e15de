import { stripVTControlCharacters } from 'node:util';

/** A narrower terminal wraps lines itself. */
const narrowestColumns = 20;

/** Wraps a sentence into lines of at most `width` characters at its spaces; a longer word has its own line. */
export function wrapLine(text: string, width: number): string[] {
  const lines: string[] = [];
  let used = 0;
  for (const word of text.split(' ')) {
    const size = shownWidth(word);
    if (lines.length > 0 && used + 1 + size <= width) {
      lines[lines.length - 1] += ` ${word}`;
      used += 1 + size;
    } else {
      lines.push(word);
      used = size;
    }
  }
  return lines;
}

/** Wraps a text's lines to a terminal at their spaces, and keeps their indentation. */
export function wrapText(text: string, columns: number): string {
  if (columns < narrowestColumns) return text;
  const wrapped = text.split('\n').flatMap((line) => {
    if (shownWidth(line) <= columns) return [line];
    const [indent = ''] = /^ */.exec(line) ?? [];
    const room = Math.max(narrowestColumns, columns - indent.length);
    return wrapLine(line.slice(indent.length), room).map((part) => indent + part);
  });
  return wrapped.join('\n');
}

/** Counts characters without colour codes. */
export function shownWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
