import { expect, test } from 'vitest';
import { distillOptions } from '../../src/commands/distill-options.ts';
import { FlagFault } from '../../src/commands/flag-fault.ts';

const { temperature, mixture } = distillOptions;

test('numbers stand with commas between them, each once', () => {
  expect(temperature.coerce('1,2,0.5,2')).toEqual([1, 2, 0.5]);
  expect(mixture.coerce(1)).toEqual([1]);
  expect(mixture.coerce(undefined)).toBeUndefined();
});

test.each(['', '1,', '1,a', '0', '-1', '1e999', true, ['1', '2']])(
  '%j is no list of temperatures',
  (given) => {
    expect(temperature.coerce(given)).toBeInstanceOf(FlagFault);
  },
);

test('a mixture is a share of the loss, and not none', () => {
  expect(mixture.coerce('0,0.5')).toMatchObject({
    message: expect.stringMatching(/^--mixture: must be numbers above 0 and at most 1/),
  });
  expect(mixture.coerce('1.1')).toBeInstanceOf(FlagFault);
});
