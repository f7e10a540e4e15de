import { expect, test } from 'vitest';
import {
  hidesCharacters,
  shortened,
  visible,
  visibleJson,
  visibleLine,
  visibleOutput,
} from '../../src/faults/visible-text.ts';
import { html } from '../../src/report/html/elements/markup.ts';
import { renderUserError } from '../../src/report/text/error-text.ts';
import { renderTable } from '../../src/report/text/parts/table.ts';
import { randomFor } from '../../src/statistics/random.ts';

const hidden = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_C}\u200b\ufeff]/u;

/** Texts of characters that mislead, among some that do not. */
function hostileTexts(count: number): string[] {
  const random = randomFor(1, 'hostile texts');
  const units = [
    '\u001b[2J',
    '\n',
    '\r',
    '\t',
    '\0',
    '\u202e',
    '\u2066',
    '\u200f',
    '\u061c',
    '\ud83d',
    '\udc00',
    '\u200b',
  ];
  const others = [
    'a',
    'é',
    '学',
    '👩‍🔬',
    ' ',
    '"',
    '\\',
    '\u009b',
    '\u2028',
    '\ufeff',
    '\u{e0041}',
    '\u00ad',
  ];
  const all = [...units, ...others];
  const text = () => Array.from({ length: random.below(30) }, () => all[random.below(all.length)]).join('');
  return Array.from({ length: count }, text);
}

test('no text shows a character that cannot be seen, and one that has none is as it was', () => {
  for (const text of hostileTexts(500)) {
    expect(visible(text)).not.toMatch(hidden);
    expect(visibleLine(text)).not.toMatch(hidden);
    expect(shortened(text, 10)).not.toMatch(hidden);
    expect(visibleOutput(text).replaceAll('\n', '')).not.toMatch(hidden);
    expect(renderTable([{ title: text, cells: [text] }], 80).text.split('\n')).toHaveLength(2);
    expect(String(html`<b title="${text}">${text}</b>`).replace(/[\n\r\t]/g, '')).not.toMatch(hidden);
    expect(renderUserError(text)).not.toMatch(/\u202e|\n.*\r/);
    if (!hidesCharacters(text)) expect(visible(text)).toBe(text);
  }
});

test('printed JSON holds no such character, and says the same', () => {
  for (const text of hostileTexts(500)) {
    const value = { [text]: [text] };
    const printed = visibleJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(printed)).toEqual(value);
    expect(printed.replaceAll('\n', '')).not.toMatch(hidden);
  }
});

test('the colours of a report and its progress reach the terminal; other sequences do not', () => {
  expect(visibleOutput('\u001b[1mbold\u001b[22m\n')).toBe('\u001b[1mbold\u001b[22m\n');
  expect(visibleOutput('\r\u001b[2K[3/8]')).toBe('\r\u001b[2K[3/8]');
  expect(visibleOutput('\u001b]0;title\u0007\u001b[8mx\u001b[2J')).toBe(
    String.raw`\u001b]0;title\u0007\u001b[8mx\u001b[2J`,
  );
});

test('emoji and scripts that join their letters are as they were', () => {
  for (const text of ['👩‍🔬', '❤️', 'می‌خواهم', 'क्‍ष', 'öäü', '学習']) expect(visible(text)).toBe(text);
});

test('a long text is shortened at a character', () => {
  expect(shortened('x'.repeat(1_000_000), 60)).toBe(`${'x'.repeat(59)}…`);
  expect(shortened('🌍'.repeat(100), 5)).toBe('🌍🌍🌍🌍…');
  expect(shortened('\0'.repeat(100), 20)).toBe(String.raw`\u0000\u0000\u0000…`);
  expect(shortened('\0'.repeat(3), 18)).toBe(String.raw`\u0000\u0000\u0000`);
  for (const text of hostileTexts(500)) expect([...shortened(text, 10)].length).toBeLessThanOrEqual(10);
  expect(renderUserError('x'.repeat(5_000_000)).length).toBeLessThan(2100);
});
