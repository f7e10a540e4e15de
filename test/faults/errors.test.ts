import { describe, expect, it } from 'vitest';
import {
  describeFault,
  exitCodes,
  type Fault,
  FaultsError,
  HpsearchError,
  InterruptedError,
  NoTrialCompletedError,
  UsageError,
} from '../../src/faults/errors.ts';

const fault = { file: 'space.json', field: 'space.units.min', constraint: 'must be at least 1' };

describe('a fault in one line', () => {
  it.each<[string, Partial<Fault>, string]>([
    ['the field and the constraint', {}, 'space.json space.units.min: must be at least 1'],
    ['the line', { line: 7 }, 'space.json:7 space.units.min: must be at least 1'],
    ['the column', { line: 7, column: 3 }, 'space.json:7:3 space.units.min: must be at least 1'],
    ['no field for the file itself', { field: '', constraint: 'is empty' }, 'space.json: is empty'],
    ['the value', { value: 0 }, 'space.json space.units.min: must be at least 1, got 0'],
    ['a value that is undefined', { value: undefined }, '… must be at least 1, got undefined'],
    ['the hint', { hint: 'or leave it out' }, '… must be at least 1 (or leave it out)'],
    ['the hint after the value', { value: 0, hint: 'use 1' }, '… must be at least 1, got 0 (use 1)'],
  ])('says %s', (_, part, line) => {
    expect(describeFault({ ...fault, ...part })).toBe(line.replace('…', 'space.json space.units.min:'));
  });

  it.each<[string, unknown]>([
    ['-0.5', -0.5],
    ['1e+21', 1e21],
    ['NaN', Number.NaN],
    ['-Infinity', Number.NEGATIVE_INFINITY],
    ['true', true],
    ['null', null],
    ['""', ''],
    ['"1"', '1'],
    [String.raw`"say \"no\""`, 'say "no"'],
    [String.raw`"two\nlines\r\n"`, 'two\nlines\r\n'],
    ['[1,"a",NaN]', [1, 'a', Number.NaN]],
    ['{"min":Infinity,"a b":[]}', { min: Number.POSITIVE_INFINITY, 'a b': [] }],
    ['12', 12n],
  ])('writes the value %s as it stands in the file', (text, value) => {
    expect(describeFault({ ...fault, value })).toBe(
      `space.json space.units.min: must be at least 1, got ${text}`,
    );
  });

  it('cuts a value after eighty characters, and no letter in two', () => {
    const got = (value: string) => describeFault({ ...fault, value }).split(', got ')[1];
    expect(got('x'.repeat(78))).toBe(`"${'x'.repeat(78)}"`);
    expect(got('x'.repeat(79))).toBe(`"${'x'.repeat(78)}…`);
    expect(got('🌍'.repeat(100))).toBe(`"${'🌍'.repeat(78)}…`);
  });

  it('writes no more of a value under a long name than of any other', () => {
    // Written out, it would be longer than a text can be.
    const value = { ['k'.repeat(500)]: '\u0001'.repeat(2 ** 27) };
    expect(describeFault({ ...fault, value })).toMatch(/got \{"k+…$/);
  });

  it('stays one line, and sends no control character to the terminal, whatever the user named things', () => {
    const line = describeFault({
      file: 'a\nb.json',
      field: 'space.a\r\nb\u2028c\u001b[2J',
      constraint: 'must\nbe',
      value: () => {
        return 1;
      },
      hint: 'x\ty',
    });
    expect(line).toMatch(/^a\\nb\.json space\.a\\r\\nb\\u2028c\\u001b\[2J: must be, got .* \(x y\)$/);
    expect(line).not.toMatch(/[\p{Cc}\u2028\u2029]/u);
  });
});

describe('an error', () => {
  it('of many faults tells each on its own line, in their order', () => {
    const other = { file: 'space.json', field: 'model', constraint: 'is missing' };
    const error = new FaultsError([fault, other]);
    expect(error.message.split('\n')).toEqual([describeFault(fault), describeFault(other)]);
    expect(error.faults).toEqual([fault, other]);
  });

  it('of many faults of one cause has one line for it, and counts what has none', () => {
    const alike = Array.from({ length: 2000 }, (_, line) => ({ ...fault, line: line + 1 }));
    const { message, faults } = new FaultsError(alike, 7);
    expect(message.split('\n')).toEqual([
      `${describeFault({ ...fault, line: 1 })} … and 1,999 more like it`,
      '… and 7 more faults',
    ]);
    expect(faults).toHaveLength(2000);
  });

  it('shows twenty causes at most', () => {
    const different = Array.from({ length: 1254 }, (_, bound) => ({
      ...fault,
      constraint: `must be ${bound}`,
    }));
    const lines = new FaultsError(different).message.split('\n');
    expect(lines).toHaveLength(21);
    expect(lines[20]).toBe('… and 1,234 more faults');
  });

  it.each([
    [new FaultsError([fault]), 'FaultsError', exitCodes.userFault],
    [new UsageError('no'), 'UsageError', exitCodes.userFault],
    [new NoTrialCompletedError('no'), 'NoTrialCompletedError', exitCodes.noTrialCompleted],
    [new InterruptedError('no'), 'InterruptedError', exitCodes.interrupted],
  ])('%s has its name and its exit code', (error, name, exitCode) => {
    expect(error).toBeInstanceOf(HpsearchError);
    expect([error.name, error.exitCode]).toEqual([name, exitCode]);
  });

  it('keeps its cause', () => {
    const cause = new Error('disk full');
    expect(new UsageError('cannot write', { cause }).cause).toBe(cause);
  });

  it('promises the exit codes that scripts rely on', () => {
    expect(exitCodes).toEqual({
      done: 0,
      ourFault: 1,
      userFault: 2,
      noTrialCompleted: 3,
      checkFailed: 4,
      interrupted: 130,
    });
  });
});
