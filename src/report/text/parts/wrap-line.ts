import { stripVTControlCharacters } from 'node:util';

/** A narrower terminal breaks lines where it likes. */
const narrowestColumns = 20;

/** A sentence in lines of at most `width` characters, broken at its spaces; a longer word has a line of its own. */
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

/** A text whose lines fit a terminal: longer ones are broken at their spaces, and keep their indent. */
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

/** In characters, without the codes of colours. */
function shownWidth(text: string): number {
  return [...stripVTControlCharacters(text)].length;
}
