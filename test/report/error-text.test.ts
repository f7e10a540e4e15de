import { expect, it } from 'vitest';
import { exitCodes, UsageError } from '../../src/faults/errors.ts';
import { action, message, option } from '../../src/faults/message.ts';
import { renderError } from '../../src/report/text/error-text.ts';
import { commandWords } from '../../src/report/text/parts/command-words.ts';

const words = commandWords();

it("the user's mistake is its message in the words of the command line, and no stack", () => {
  const error = new UsageError(message`${option('k')}: must be at least 1; ${action('search')} helps`);
  expect(error.message).toBe('k: must be at least 1; search() helps');
  expect(renderError(error, words)).toEqual({
    text: 'hpsearch: --k: must be at least 1; hpsearch start helps',
    exitCode: exitCodes.userFault,
  });
});

it('a fault of ours shows where it came from', () => {
  const { text, exitCode } = renderError(new TypeError('x is not a function'), words);
  expect(exitCode).toBe(exitCodes.ourFault);
  expect(text).toContain('a fault of hpsearch itself');
  expect(text).toMatch(/TypeError: x is not a function\n +at .*error-text\.test/);
  expect(renderError('only words', words).text).toContain('only words');
});
