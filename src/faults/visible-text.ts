/**
 * Characters that steer a terminal, reorder what is beside them, or cannot be seen: control and bidirectional ones,
 * line separators, halves of a surrogate pair and the invisible ones, except where emoji and other scripts need a
 * joiner or a variation selector behind a character that is not ASCII.
 */
const joiner = String.raw`(?:\u200c|\u200d|[\ufe00-\ufe0f])`;
const unseen = new RegExp(
  String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_C}]|(?!${joiner})\p{DI}|(?<![^\0-\x7f])${joiner}`,
  'gu',
);

/** Sequences that the project's own reports send: the colours and weights of picocolors. */
const ownCode = String.raw`\u001b\[(?:0|1|2|22|3[1-9]|9[0-7])m`;
/** Of progress that is drawn again in its place: back to the start of the line, and erase it. */
const ownMove = String.raw`\r\u001b\[2K`;
const outputPart = new RegExp(`${ownMove}|${ownCode}|${unseen.source}`, 'gu');

/** "a\u202eb" for each character that cannot be seen; the same text where all can. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** As `visible`, with its line breaks and tabs as they are. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => (/[\t\n\r]/.test(character) ? character : escaped(character)));
}

/** A sentence in one line, of at most `most` characters: its line breaks and tabs become spaces. */
export function visibleLine(text: string, most = 2000): string {
  return shortened(text.slice(0, 2 * most + 2).replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' '), most);
}

/** As `visible`, of at most `most` characters, those of escapes among them: a longer text ends with "…". */
export function shortened(text: string, most: number): string {
  // No more than what could be shown is taken apart: the text may have millions of characters.
  const characters = [...visible(text.slice(0, 2 * most + 2))];
  if (characters.length <= most) return characters.join('');
  const kept = characters.slice(0, most - 1).join('');
  return `${kept.replace(cutEscape, '')}…`;
}

/** An escape of which the end is cut off. */
const cutEscape = /\\(?:u[0-9a-f]{0,3}|u\{[0-9a-f]*)?$/;

/** A name as it is shown in messages and tables. */
export function shownName(name: string): string {
  return shortened(name, 60);
}

/** What a terminal may be sent: line breaks, the reports' own colours, and nothing else that cannot be seen. */
export function visibleOutput(text: string): string {
  return text.replace(outputPart, (part) => (isOwn(part) ? part : escaped(part)));
}

/** JSON in which every character outside of strings is as it was, and every one that cannot be seen is escaped. */
export function visibleJson(json: string): string {
  return json.replace(unseen, (character) => (character === '\n' ? character : escapedUnits(character)));
}

/** True when `text` holds a character that cannot be seen. */
export function hidesCharacters(text: string): boolean {
  return text.search(unseen) >= 0;
}

function isOwn(part: string): boolean {
  return part === '\n' || part.length > 2;
}

const shortEscapes: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code > 0xffff) return `\\u{${code.toString(16)}}`;
  return shortEscapes[character] ?? escapedUnits(character);
}

/** In UTF-16 units, as JSON has them. */
function escapedUnits(character: string): string {
  return character
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}
