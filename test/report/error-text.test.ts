import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
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

it('a native module that Node cannot load is one line with its path', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hpsearch-native-'));
  const file = join(folder, 'module.node');
  try {
    writeFileSync(file, 'of another Node');
    createRequire(import.meta.url)(file);
    expect.unreachable();
  } catch (error) {
    expect(renderError(error, words)).toEqual({
      text: `hpsearch: the native module ${file} does not load in this version of Node: npm rebuild builds it for this one (ERR_DLOPEN_FAILED)`,
      exitCode: exitCodes.userFault,
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
