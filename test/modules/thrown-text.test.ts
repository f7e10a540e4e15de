import { expect, it } from 'vitest';
import { thrownText, userPlace } from '../../src/modules/thrown-text.ts';

function withStack(stack: string): Error {
  return Object.assign(new Error('no such layer'), { stack: `Error: no such layer\n${stack}` });
}

it.each([
  ['    at build (file:///home/me/proj%20(1)/model.mjs:12:5)', '/home/me/proj (1)/model.mjs'],
  ['    at file:///home/me/proj%20(1)/model.mjs:12:5', '/home/me/proj (1)/model.mjs'],
  ['    at node:internal/x:3:1\n    at build (file:///home/me/model.mjs:12:5)', '/home/me/model.mjs'],
  ['    at eval (eval at build (file:///home/me/model.mjs:12:5), <anonymous>:1:1)', '/home/me/model.mjs'],
])('finds the place in %j', (stack, file) => {
  expect(userPlace(withStack(stack))).toEqual({ file, line: 12 });
  expect(thrownText(withStack(stack))).toBe('no such layer (model.mjs:12)');
});

it('finds none in a stack that cannot be read, and throws nothing', () => {
  const foreign = withStack('    at build (file://host/model.mjs:12:5)');
  const trap = Object.defineProperty(new Error('a trap'), 'stack', {
    get() {
      throw new Error('from the getter');
    },
  });
  for (const error of [foreign, trap, undefined, 7, { stack: 7 }]) expect(userPlace(error)).toBeUndefined();
  expect(thrownText(foreign)).toBe('no such layer');
  expect(thrownText(trap)).toBe('a trap');
});
