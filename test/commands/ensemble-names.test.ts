import { describe, expect, it } from 'vitest';
import { ensembleName, trialNumbers } from '../../src/commands/ensemble-names.ts';
import { UsageError } from '../../src/faults/errors.ts';
import { defaultName } from '../../src/records/ensemble-name.ts';

const flags = { method: 'greedy', k: undefined, trials: undefined, size: undefined } as const;

describe('the name of an unnamed ensemble', () => {
  it('is that of its method and of the flags that were given', () => {
    expect(defaultName(flags)).toBe('greedy');
    expect(defaultName({ ...flags, method: 'stack', k: 10, size: 3 })).toBe('stack-k10-size3');
    expect(defaultName({ ...flags, trials: [3, 7, 9] })).toBe('greedy-of-3-7-9');
  });

  it('cannot be given to a named one', () => {
    for (const name of ['greedy', 'stack-k10-size3', 'average-of-3', 'greedy-size2-of-3-7']) {
      expect(() => ensembleName(name)).toThrow(
        new UsageError(`--name: must not be what an unnamed ensemble is called, got "${name}"`),
      );
    }
    expect(ensembleName('greedy-final')).toBe('greedy-final');
  });
});

describe('a given name', () => {
  it.each(['best five', 'ö', 'x'.repeat(100)])('may be %s', (name) => {
    expect(ensembleName(name)).toBe(name);
  });

  it.each(['', ' ', 'a\nb', '\u001b[31m', 'x'.repeat(101), ['a', 'b']])('may not be %j', (name) => {
    expect(() => ensembleName(name)).toThrow(/^--name: must be one line of 1 to 100 characters, got /);
  });
});

describe('a name that already names a model', () => {
  it.each(['2024', '0', '12345678901', 'student'])('may not be %j', (name) => {
    expect(() => ensembleName(name)).toThrow(/^--name: must not be .*, got /);
  });
});

describe('a list of trials', () => {
  it('is read in ascending order, each once', () => {
    expect(trialNumbers('9,3,7,3')).toEqual([3, 7, 9]);
    expect(trialNumbers('0')).toEqual([0]);
    expect(trialNumbers(undefined)).toBeUndefined();
  });

  it.each(['', '3;7', '3,', '-1', '1.5', ['3', '7']])('cannot be %j', (value) => {
    expect(() => trialNumbers(value)).toThrow(/^--trials: must be trial numbers such as 3,7,9, got /);
  });
});
