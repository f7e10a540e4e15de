import type { Random } from '../../../src/statistics/random.ts';
import { pick } from './choice.ts';

/** Texts that have broken programs: empty, control, bidirectional, names of prototypes, numbers in other notations. */
export const junkTexts: readonly string[] = [
  ...['', ' ', '\t', '\n', 'a\nb', '\u0000', 'a\u0000b', '\u001b[31mred\u001b[0m', '\u001b]0;title\u0007'],
  ...['\u202Egnp.exe', '\u2066a\u2069', '\u200Fa', '\u2028', '\u0085', '\uFEFF', '\uD800', '🦔'.repeat(5)],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'prototype',
    '__proto__.x',
    'a.b',
    'a/b',
    '..',
  ],
  ...[
    'NaN',
    'Infinity',
    '-Infinity',
    'null',
    'undefined',
    'true',
    'no',
    '0x10',
    '1e400',
    '1e-400',
    '1_000',
    '١٢',
  ],
  ...[
    '9007199254740993',
    '3.4028235e+38',
    '-0',
    '1,5',
    '01',
    '+1',
    '1.',
    '.5',
    '5e-324',
    "'; drop table trials",
  ],
  ...[
    '=1+1',
    '"',
    "'",
    '`',
    '$HOME',
    '%s%n',
    '{{}}',
    '<b>',
    '&amp;',
    '\\',
    'x'.repeat(300),
    'x'.repeat(70_000),
  ],
  ...[
    '../..',
    '/',
    '.',
    './',
    'nowhere/at/all',
    `${'d/'.repeat(100)}e`,
    `file://x`,
    'CON',
    '~',
    '-',
    '--',
    '--x',
  ],
];

const junkNumbers = [
  ...[0, -0, -1, 1, 0.5, 1.5, 2, 3, 1e-9, 1e15, 1e21, 1e308, -1e308, 5e-324, 2 ** 31, 2 ** 32, 2 ** 53],
  ...[2 ** 53 + 2, -(2 ** 53), 3.5e38, 4294967295, 1e-320],
];

const junkStructures: readonly unknown[] = [
  ...[null, true, false, [], {}, [[]], [null], { '': 0 }, { type: 'int' }, { type: 'choice', values: [] }],
  ...[[1, 1, 1], ['a', 'a'], [1, 'a', null], { when: {} }, { toString: 1 }, { length: 1e9 }],
];

export function junkText(random: Random): string {
  return pick(random, junkTexts);
}

export function junkNumber(random: Random): number {
  return pick(random, junkNumbers);
}

/** Any JSON value that an input of ours seldom holds. */
export function junkValue(random: Random): unknown {
  return pick<(random: Random) => unknown>(random, [
    junkText,
    junkNumber,
    (stream) => pick(stream, junkStructures),
    (stream) => nested(pick(stream, [5, 60, 2_000])),
  ])(random);
}

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let level = 0; level < depth; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
}
