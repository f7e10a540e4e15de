/**
 * Characters that control a terminal, reorder their neighbours, or are invisible: control and bidirectional characters,
 * line separators, lone surrogates and invisible ones. Exception: emoji and other scripts need a joiner or a variation
 * selector after a non-ASCII character.
 */
const joiner = String.raw`(?:\u200c|\u200d|[\ufe00-\ufe0f])`;
const unseen = new RegExp(
  String.raw`[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_C}]|(?!${joiner})\p{DI}|(?<![^\0-\x7f])${joiner}`,
  'gu',
);

/** Escape sequences of the project's own reports: the colours and weights of picocolors. */
const ownCode = String.raw`\u001b\[(?:0|1|2|22|3[1-9]|9[0-7])m`;
/** Redraws progress in place: return to the start of the line, and erase it. */
const ownMove = String.raw`\r\u001b\[2K`;
const outputPart = new RegExp(`${ownMove}|${ownCode}|${unseen.source}`, 'gu');

/** Replaces each invisible character by its escape, "a\u202eb"; a fully visible text is unchanged. */
export function visible(text: string): string {
  return text.replace(unseen, escaped);
}

/** Like `visible`, but keeps line breaks and tabs. */
export function visibleText(text: string): string {
  return text.replace(unseen, (character) => (/[\t\n\r]/.test(character) ? character : escaped(character)));
}

/** A sentence in one line, of at most `most` characters: its line breaks and tabs become spaces. */
export function visibleLine(text: string, most = 2000): string {
  return shortened(text.slice(0, 2 * most + 2).replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' '), most);
}

/** Like `visible`, of at most `most` characters including escapes: a longer text ends with "…". */
export function shortened(text: string, most: number): string {
  // Splits only the part that could be shown: the text may have millions of characters.
  const characters = [...visible(text.slice(0, 2 * most + 2))];
  if (characters.length <= most) return characters.join('');
  const kept = characters.slice(0, most - 1).join('');
  return `${kept.replace(cutEscape, '')}…`;
}

/** An escape with its end cut off. */
const cutEscape = /\\(?:u[0-9a-f]{0,3}|u\{[0-9a-f]*)?$/;

/** A name for messages and tables. */
export function shownName(name: string): string {
  return shortened(name, 60);
}

/** Text for a terminal: all invisible characters except line breaks and the reports' own colours are escaped. */
export function visibleOutput(text: string): string {
  return text.replace(outputPart, (part) => (isOwn(part) ? part : escaped(part)));
}

/** JSON with invisible characters escaped; everything outside of strings is unchanged. */
export function visibleJson(json: string): string {
  return json.replace(unseen, (character) => (character === '\n' ? character : escapedUnits(character)));
}

/** True when `text` contains an invisible character. */
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
