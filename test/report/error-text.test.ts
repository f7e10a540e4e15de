import { expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import { renderOwnError, renderUserError } from '../../src/report/text/error-text.ts';

it("the user's mistake is its message, and no stack", () => {
  const text = renderUserError(new UsageError('--k: must be at least 1'));
  expect(text).toBe('hpsearch: --k: must be at least 1');
});

it('a fault of ours shows where it came from', () => {
  const text = renderOwnError(new TypeError('x is not a function'));
  expect(text).toContain('a fault of hpsearch itself');
  expect(text).toMatch(/TypeError: x is not a function\n +at .*error-text\.test/);
  expect(renderOwnError('only words')).toContain('only words');
});
