import { readFileSync } from 'node:fs';

const length = 32;
const files = ['search', 'recipe', 'machines', 'data', 'dashboard', 'performance'];
const known = " abcdefghijklmnopqrstuvwxyz0123456789.,:;()'-`|";
/** Of the text of each file, from its beginning to its end: the splits share no passage. */
const shares = { x: [0, 0.7], x_val: [0.7, 0.85], x_test: [0.85, 1] };

/**
 * Windows over the English documentation of hpsearch: the ids of 32 characters, and the character that follows. Other
 * characters are #, and white space is one space. 0 would be padding.
 */
export function data() {
  const texts = files.map((name) => textOf(new URL(`../docs/${name}.md`, import.meta.url)));
  const arrays = {};
  for (const [name, [from, to]] of Object.entries(shares)) {
    const parts = texts.map((text) => text.slice(from * text.length, to * text.length));
    // Windows overlap: one character in seven is a target.
    const starts = parts.map((part) => range(0, part.length - length, 7));
    const windows = parts.flatMap((part, index) =>
      starts[index].map((at) => part.slice(at, at + length + 1)),
    );
    const values = Int32Array.from(windows.flatMap((window) => [...window.slice(0, length)].map(idOf)));
    arrays[name] = { values, shape: [windows.length, length] };
    arrays[name.replace('x', 'y')] = windows.map((window) => nameOf(window[length]));
  }
  return arrays;
}

function textOf(url) {
  const prose = readFileSync(url, 'utf8')
    .split('\n')
    .filter((line) => /^[A-Za-z`*]/.test(line));
  const text = prose.join(' ').toLowerCase().replaceAll(/\s+/g, ' ');
  return [...text].map((character) => (known.includes(character) ? character : '#')).join('');
}

/** In quotes: a blank or a dash alone would be a missing cell. */
function nameOf(character) {
  return `'${character}'`;
}

function idOf(character) {
  return known.indexOf(character) + 2;
}

function range(start, end, step) {
  return Array.from(
    { length: Math.max(0, Math.ceil((end - start) / step)) },
    (_, index) => start + index * step,
  );
}
