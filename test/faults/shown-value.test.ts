import { expect, test } from 'vitest';
import { shownValue } from '../../src/faults/shown-value.ts';

test.each([
  [new URL('https://a.b/c.csv'), '"https://a.b/c.csv"'],
  [() => 3, 'a function'],
  [[1, { a: 2n }], '[1,{"a":2}]'],
  [undefined, 'undefined'],
])('%o is shown as %s', (value, text) => {
  expect(shownValue(value)).toBe(text);
});

test('whatever it is, it is one short line', () => {
  const circle: unknown[] = [];
  circle.push(circle);
  const trap = {
    get a() {
      throw new Error('from the getter');
    },
  };
  expect(shownValue(trap)).toBe('an object');
  for (const value of [circle, '\n'.repeat(1000), '🌍'.repeat(1000), '\0'.repeat(100)]) {
    const text = shownValue(value);
    expect([...text].length).toBeLessThanOrEqual(80);
    expect(text).toMatch(/…$/);
    expect(text).not.toMatch(/[\p{Cc}\p{Cs}]/u);
  }
});
