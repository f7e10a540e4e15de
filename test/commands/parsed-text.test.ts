import { expect, test } from 'vitest';
import { distillOptions } from '../../src/actions/distill.ts';
import { ensembleOptions } from '../../src/actions/ensemble.ts';
import { searchOptions } from '../../src/actions/search/search-options.ts';
import { FlagFault } from '../../src/commands/flags/flag-fault.ts';
import { flagsOf } from '../../src/commands/flags/option-flags.ts';

const { temperature, mixture } = flagsOf(distillOptions.options);
const { name, trials } = flagsOf(ensembleOptions.options);
const { time } = flagsOf(searchOptions.options);

test.each([
  ['90', 90],
  ['0.5', 0.5],
  ['90s', 90],
  ['1.5h', 5400],
])('the time %s is %d seconds', (given, seconds) => {
  expect(time?.coerce?.(given)).toBe(seconds);
});

test.each(['0', '-5', '1x', '1e3', '2147484', '25d', '90 s'])('%j is no time', (given) => {
  expect(time?.coerce?.(given)).toMatchObject({
    message: expect.stringMatching(/^--time: must be a number of seconds or a duration such as 90s/),
  });
});

test('numbers stand with commas between them', () => {
  expect(temperature?.coerce?.('1,2,0.5')).toEqual([1, 2, 0.5]);
  expect(mixture?.coerce?.('1')).toEqual([1]);
  expect(mixture?.coerce?.(undefined)).toBeUndefined();
});

test.each(['', '1,', '1,a', '0', '-1', '1e999', true, ['1', '2']])(
  '%j is no list of temperatures',
  (given) => {
    expect(temperature?.coerce?.(given)).toBeInstanceOf(FlagFault);
  },
);

test('a mixture is a share of the loss, and not none', () => {
  expect(mixture?.coerce?.('0,0.5')).toMatchObject({
    message: expect.stringMatching(/^--mixture: must be a list of numbers above 0 and at most 1/),
  });
  expect(mixture?.coerce?.('1.1')).toBeInstanceOf(FlagFault);
});

test.each(['best five', 'ö', 'x'.repeat(100), 'greedy-final'])('an ensemble may be called %s', (given) => {
  expect(name?.coerce?.(given)).toBe(given);
});

test.each(['a\nb', '\u001b[31m', 'x'.repeat(101), '2024', 'student', 'greedy', 'stack-k10-size3'])(
  'an ensemble may not be called %j',
  (given) => {
    expect(name?.coerce?.(given)).toMatchObject({
      message: expect.stringMatching(/^--name: must .*, got /s),
    });
  },
);

test('a list of trials', () => {
  expect(trials?.coerce?.('9,3,7')).toEqual([9, 3, 7]);
  expect(trials?.coerce?.('0')).toEqual([0]);
});

test.each(['', '3;7', '3,', '-1', '1.5', ['3', '7']])('a list of trials cannot be %j', (given) => {
  expect(trials?.coerce?.(given)).toBeInstanceOf(FlagFault);
});
