/** Characters that reports use, each with one of ASCII in its place, so that columns keep their widths. */
const substitutes: Readonly<Record<string, string>> = {
  ...{ '│': '|', '┤': '+', '├': '+', '┬': '+', '└': '+', '┘': '+', '┌': '+', '┐': '+', '─': '-', '╌': '-' },
  ...{
    '▲': '^',
    '●': 'o',
    '•': 'o',
    ρ: 'r',
    '▇': '#',
    '█': '#',
    '▒': '=',
    '░': ':',
    '·': '.',
    '×': 'x',
    '–': '-',
    '−': '-',
  },
  ...{ '→': '>', '←': '<', '✓': '+', '✗': 'x', '✕': 'x', '…': '~', '±': '~', '≥': '>', '≤': '<', '²': '2' },
  ...{ '▁': '_', '▂': '_', '▃': '.', '▄': '-', '▅': '-', '▆': '=', ' ': ' ' },
};

const braille = /[\u2800-\u28ff]/g;
const upperDots = 0x1b;
const lowerDots = 0xe4;

/** The text with its drawings, dashes and signs in ASCII; characters of names and of the user's texts stay. */
export function asciiText(text: string): string {
  return text
    .replaceAll(' ± ', ' +-')
    .replace(braille, (dots) => asciiDots((dots.codePointAt(0) ?? 0) & 0xff))
    .replace(/[^\p{ASCII}]/gu, (character) => substitutes[character] ?? character);
}

/** A colon for dots in both halves of the character. */
function asciiDots(dots: number): string {
  const isUpper = (dots & upperDots) !== 0;
  if ((dots & lowerDots) === 0) return isUpper ? "'" : ' ';
  return isUpper ? ':' : '.';
}

/**
 * Whether the locale of these environment variables names another character set than UTF-8. One without a character
 * set, such as C or none at all, counts as UTF-8, as it does in Python (PEP 538).
 */
export function isOtherCharset({
  LC_ALL,
  LC_CTYPE,
  LANG,
}: Readonly<Record<string, string | undefined>>): boolean {
  const [, charset] = /\.([^@]+)/.exec(LC_ALL || LC_CTYPE || LANG || '') ?? [];
  return charset !== undefined && !/^utf-?8$/i.test(charset);
}
