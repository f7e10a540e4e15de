import { expect, test } from 'vitest';
import { verdictOfParts } from '../../src/checks/part-verdicts.ts';

test('a verdict of many labels says of how many it is', () => {
  const labels = Array.from({ length: 6 }, (_, label) => `label${label}`);
  const judge = () => ({ status: 'pass', message: 'fine' }) as const;
  const messageOf = (most?: number) => verdictOfParts({ kind: 'multilabel', labels }, judge, most).message;
  const said = 'label0: fine; label1: fine; label2: fine; label3: fine';
  expect(messageOf()).toBe(`${said}; and 2 more`);
  expect(messageOf(5)).toBe(`${said}; and 1 more (of the first 5 of 6)`);
});
