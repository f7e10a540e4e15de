import { expect, test } from 'vitest';
import { isTooLarge, whyTooLarge } from '../../src/study/search/where.ts';

test('a refusal for the number of parameters is told from an error that speaks of it', () => {
  const where = { parameters: { max: 90 } };
  const message = whyTooLarge(where, 120) as string;
  const isRefused = (text: string, kind: 'rejected' | 'crash' = 'rejected') =>
    isTooLarge(where, { kind, message: text });
  expect(isRefused(message)).toBe(true);
  expect(isRefused(`the model cannot be built: ${message}`)).toBe(false);
  expect(isRefused(message, 'crash')).toBe(false);
  expect(isTooLarge(where, null)).toBe(false);
});
