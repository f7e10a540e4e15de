import { expect, test } from 'vitest';
import { brokenStudyName } from '../../src/study/study-name.ts';

test.each([
  'wine',
  'résumé 2',
  '学習',
  'نموذج',
  'می‌خواهم',
  '👩‍🔬 lab',
  '❤️',
  'n'.repeat(200),
  '👩'.repeat(200),
])('%j is a name of a study', (name) => {
  expect(brokenStudyName(name)).toBeUndefined();
});

test.each<[string, RegExp]>([
  ['', /one line of text/],
  ['  ', /one line of text/],
  [' wine', /one line of text/],
  ['n'.repeat(201), /at most 200 characters/],
  ['n'.repeat(100_000), /at most 200 characters/],
  ...[
    ...['\u001b[31mred', 'two\nlines', 'nul\0', 'del\u007f', 'c1\u009b', 'se\u2028p', 'half\ud800'],
    ...[
      '\u202eevil',
      'a\u2066b',
      'a\u200eb',
      'a\u061cb',
      'wine\u200b',
      'wi\u200dne',
      'wi\u00adne',
      'wine\ufe0f',
    ],
    ...['tag\u{e0041}', 'ㅤ'],
  ].map((name): [string, RegExp] => [name, /characters that can be seen/]),
])('%j is none', (name, constraint) => {
  expect(brokenStudyName(name)).toMatch(constraint);
});
