import { mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import { parseSpace, readSpace, takeSpace } from '../../src/space-file/parse-space.ts';
import { randomFor } from '../../src/statistics/random.ts';
import { exampleFamilies } from './example-families.ts';

const module = { module: import.meta.filename };

function parameters(count: number, each: (index: number) => unknown): Record<string, unknown> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, each(index)]));
}

function choice(when?: Record<string, number>) {
  return { type: 'choice', values: [1, 2], ...(when && { when }) };
}

/** The message, and the seconds of the processor that it took; none where the content is sound. */
function refusal(parse: () => unknown): { message: string; seconds: number } {
  const before = process.cpuUsage();
  let message = '';
  try {
    parse();
  } catch (error) {
    expect(error).toBeInstanceOf(FaultsError);
    message = (error as FaultsError).message;
  }
  const { user, system } = process.cpuUsage(before);
  return { message, seconds: (user + system) / 1e6 };
}

const large: [string, Record<string, unknown>, RegExp][] = [
  [
    '20,000 faulty parameters',
    parameters(20_000, () => ({ type: 'unifrom' })),
    /at most 10000 hyper.*got 20000$/,
  ],
  ['9,000 faulty parameters', parameters(9000, () => ({ type: 'unifrom' })), /… and 8,999 more like it/],
  ['4,000 circular pairs', parameters(8000, (i) => choice({ [`p${i ^ 1}`]: 1 })), /… and 3,980 more faults$/],
  ['a ring of 5,000', parameters(5000, (i) => choice({ [`p${(i + 1) % 5000}`]: 1 })), /in a circle: p0 → p1/],
  ['a chain of 5,000', parameters(5000, (i) => choice(i < 4999 ? { [`p${i + 1}`]: 1 } : undefined)), /^$/],
  ['9,000 unknown names', parameters(9000, (i) => choice({ [`q${i}`]: 1 })), /more faults$/],
  [
    '200,000 repeated values',
    { a: { type: 'choice', values: Array(200_000).fill(1) } },
    /at most 10000 values/,
  ],
  [
    '9,000 repeated values',
    { a: { type: 'choice', values: Array(9000).fill('b') } },
    /… and 8,998 more like it/,
  ],
  ['a name of 200,000 letters', { ['n'.repeat(200_000)]: 1 }, /at most 100 characters long/],
];

test.each(large)('%s are answered at once, in few lines', (_title, space, expected) => {
  const content = { data: 'iris', model: module, space };
  const { message, seconds } = refusal(() => takeSpace(content, '/', exampleFamilies));
  expect(message).toMatch(expected);
  expect(message.split('\n').length).toBeLessThanOrEqual(21);
  expect(message.length).toBeLessThan(30_000);
  expect(seconds).toBeLessThan(5);
});

const deep: [string, string][] = [
  ['brackets', '['.repeat(200_000)],
  ['braces', `${'{a: '.repeat(50_000)}1`],
  ['dashes', `${'- '.repeat(100_000)}1`],
  ['question marks', `${'? '.repeat(100_000)}1`],
  ['indented keys', Array.from({ length: 600 }, (_, indent) => `${' '.repeat(indent)}a:`).join('\n')],
];

test.each(deep)('YAML that nests without end by %s is refused', (_title, text) => {
  expect(refusal(() => parseSpace(text, 's.yaml', exampleFamilies)).message).toBe(
    's.yaml: must not nest deeper than 100 levels',
  );
});

test('an alias bomb is refused', () => {
  const next = (name: string, before: string) =>
    `${name}: &${name} [${Array(10).fill(`*${before}`).join(',')}]`;
  const text = ['a: &a [1,1]', next('b', 'a'), next('c', 'b'), next('d', 'c'), next('e', 'd')].join('\n');
  expect(refusal(() => parseSpace(text, 's.yaml', exampleFamilies)).message).toMatch(/alias count/);
});

test.skipIf(process.platform === 'win32')('a device is no space file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-device-'));
  try {
    symlinkSync('/dev/zero', join(folder, 'space.json'));
    const { message } = refusal(() => readSpace(join(folder, 'space.json'), exampleFamilies));
    expect(message).toMatch(/must be a regular file, and no pipe or device$/);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test.each([
  ['uniform', 1e15, 1e15 + 10, 1, /must be at least 10: /],
  ['uniform', 0, 1, 1e-300, /must be at least 1e-14: /],
  ['uniform', -1e308, 1e308, 1e307, /width is a finite number/],
])('%s from %d to %d in steps of %d names its constraint', (type, min, max, step, constraint) => {
  const text = JSON.stringify({ data: 'iris', model: module, space: { a: { type, min, max, step } } });
  const { message } = refusal(() => parseSpace(text, 's.json', exampleFamilies));
  expect(message).toMatch(constraint);
  expect(message).not.toContain('Infinity');
});

test('unknown samplers, missing modules and all other faults come together', () => {
  const text =
    'data: iris\nmodel: {module: ./no.mjs}\nspace: {}\nsearch:\n  sampler: randm\n  trials: 1e15\n  pruner: x';
  const known = { samplers: { random: {} }, schedulers: { none: {}, median: {} }, directory: '/nowhere' };
  const { message } = refusal(() => parseSpace(text, 's.yaml', exampleFamilies, known));
  expect(message.split('\n')).toEqual([
    's.yaml:2 model.module: must be a file, and there is none, got "./no.mjs" (/nowhere/no.mjs)',
    's.yaml:3 space: must name one hyperparameter at least',
    `s.yaml:5 search.sampler: must be one of random, got "randm" (did you mean 'random'?)`,
    's.yaml:6 search.trials: must be at most 1000000, got 1000000000000000',
    's.yaml:7 search.pruner: must be one of none, median, got "x"',
  ]);
});

test.each([
  ['tpe', undefined],
  ['{type: tpe}', undefined],
  ['{type: tpe, startup: 5}', undefined],
  ['{type: tpe, startups: 5}', `.startups: is not a setting of tpe (did you mean 'startup'?)`],
  ['{type: tpe, x1: 5}', '.x1: is not a setting of tpe (known: startup)'],
  ['{type: random, startup: 5}', '.startup: is not a setting of random (it has none)'],
  ['{type: tpe, startup: 0}', '.startup: must be at least 1, got 0'],
  ['{type: tpe, startup: 1.5}', '.startup: must be a whole number, got 1.5'],
  ['{type: tpe, startup: "5"}', '.startup: must be a number, got "5" (write 5 without quotes)'],
  ['{type: tpa}', `.type: must be one of random, tpe, got "tpa" (did you mean 'tpe'?)`],
  ['{startup: 5}', '.type: must be given'],
  ['5', ': must be a name, or an object with a "type", got 5'],
  ['[tpe]', ': must be a name, or an object with a "type", got ["tpe"]'],
])('the sampler %s is taken, or refused in one line', (sampler, refused) => {
  const text = `data: iris\nspace: {units: 3}\nsearch:\n  sampler: ${sampler}`;
  const startup = { type: 'integer', min: 1, default: 10 } as const;
  const known = { samplers: { random: {}, tpe: { startup } } };
  const read = () => parseSpace(text, 's.yaml', exampleFamilies, known);
  if (refused === undefined) expect(read().spec.search.sampler).toBeTruthy();
  else expect(refusal(read).message).toBe(`s.yaml:4 search.sampler${refused}`);
});

test.each([
  ['{type: logUniform, min: 0.1, max: 1, prior: {at: 0.5}}', undefined],
  ['{type: choice, values: [a, b], prior: {at: b, confidence: high}}', undefined],
  ['{type: logInt, min: 2, max: 64, prior: {at: 8}}', undefined],
  [
    '{type: logInt, min: 2, max: 64, prior: {at: 8.5}}',
    '.prior.at: must be a whole number from 2 to 64, got 8.5',
  ],
  [
    '{type: logUniform, min: 0.1, max: 1, prior: {at: 2}}',
    '.prior.at: must be a number from 0.1 to 1, got 2',
  ],
  [
    '{type: int, min: 1, max: 5, step: 2, prior: {at: 2}}',
    '.prior.at: must be a whole number from 1 to 5 in steps of 2, got 2',
  ],
  ['{type: choice, values: [a, b], prior: {at: c}}', '.prior.at: must be one of a, b, got "c"'],
  ['{type: int, min: 1, max: 5, prior: {}}', '.prior.at: must be given'],
  ['{type: int, min: 1, max: 5, prior: 3}', '.prior: must be an object, got 3'],
  [
    '{type: int, min: 1, max: 5, prior: {at: 2, confidense: low}}',
    `.prior.confidense: is not a known field (did you mean 'confidence'?)`,
  ],
  [
    '{type: int, min: 1, max: 5, prior: {at: 2, confidence: sure}}',
    '.prior.confidence: must be one of low, medium, high, got "sure"',
  ],
  ['{type: fixed, value: 3, prior: {at: 3}}', '.prior: is not a known field (known: type, value, when)'],
])('the prior of %s is taken, or refused in one line', (parameter, refused) => {
  const read = () =>
    parseSpace(
      `data: iris\nmodel: {module: ./m.mjs}\nspace:\n  units: ${parameter}`,
      's.yaml',
      exampleFamilies,
    );
  if (refused === undefined) expect(read().spec.space[0]?.prior?.confidence).toMatch(/^(medium|high)$/);
  else expect(refusal(read).message).toBe(`s.yaml:4 space.units${refused}`);
});

test('300 documents of noise are read or refused in words', () => {
  const random = randomFor(1, 'space files');
  const parts = [
    'data',
    ': ',
    'space',
    '\n',
    '  ',
    '{',
    '}',
    '[',
    ']',
    '"',
    "'",
    '- ',
    '&a ',
    '*a',
    '!!x ',
    '|',
    '1e400',
  ];
  const others = [
    '__proto__',
    'type',
    'choice',
    'values',
    ',',
    '\u202e',
    '\u0000',
    'min',
    '-1',
    '? ',
    '#',
    '---\n',
    '~',
  ];
  const all = [...parts, ...others];
  for (let count = 0; count < 300; count++) {
    const text = Array.from({ length: random.below(40) }, () => all[random.below(all.length)]).join('');
    for (const file of ['s.yaml', 's.json']) refusal(() => parseSpace(text, file, exampleFamilies));
  }
});
