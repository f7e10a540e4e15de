import { describe, expect, it } from 'vitest';
import { wrapLine, wrapText } from '../../src/report/text/parts/wrap-line.ts';

it('a sentence is broken at its spaces, and a longer word stays whole', () => {
  expect(wrapLine('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapLine('a incomprehensible word', 6)).toEqual(['a', 'incomprehensible', 'word']);
});

describe('a text on a terminal', () => {
  it('keeps lines that fit, and the indent of those that do not', () => {
    const text = 'fits as it is, with  gaps\n  indented words that are too long for one line\n';
    expect(wrapText(text, 26)).toBe(
      'fits as it is, with  gaps\n  indented words that are\n  too long for one line\n',
    );
  });

  it('counts characters that are seen, not the codes of colours', () => {
    const red = '\u001b[31mtwenty characters ok\u001b[39m';
    expect(wrapText(red, 20)).toBe(red);
    expect(wrapText(`${'😀'.repeat(10)} ${'😀'.repeat(9)}`, 20)).not.toContain('\n');
  });

  it('is left alone where the width is unknown or too small for words', () => {
    const text = 'a line of more than twenty characters';
    expect([wrapText(text, 0), wrapText(text, 19)]).toEqual([text, text]);
  });
});
