import { expect, test } from 'vitest';
import { describeFault } from '../../src/faults/errors.ts';
import { checkParameters, parseSpace } from '../../src/space-file/parse-space.ts';
import type { ParameterConstraints } from '../../src/study/parameter-constraint.ts';

const constraints: ParameterConstraints = {
  width: { type: 'any' },
  depth: { type: 'integer', min: 1, default: 2 },
};

function complaints(space: string): string[] {
  const text = `data: iris\nmodel: {module: ./model.mjs}\nspace:\n${space}`;
  const parsed = parseSpace(text, 'space.yaml', {});
  return checkParameters(parsed, constraints, 'space.yaml').map((fault) => describeFault(fault));
}

test("a user's module is checked once it is loaded, with the lines of the file", () => {
  expect(
    complaints('  width: {type: normal, mean: 0, std: 1}\n  depth: {type: int, min: 1, max: 3}\n'),
  ).toEqual([]);
  expect(complaints('  width: wide\n  dept: 3\n  depth: {type: int, min: 0, max: 3}\n')).toEqual([
    "space.yaml:5 space.dept: is not a hyperparameter of ./model.mjs (did you mean 'depth'?)",
    'space.yaml:6 space.depth.min: must be at least 1, got 0',
  ]);
});

test('a parameter without a default must stand in the space', () => {
  expect(complaints('  depth: 3\n')).toEqual([
    'space.yaml:3 space.width: must be given: ./model.mjs has no default for it',
  ]);
});

test('names that every object has are unknown all the same', () => {
  expect(complaints('  width: 1\n  constructor: 3\n')).toEqual([
    'space.yaml:5 space.constructor: is not a hyperparameter of ./model.mjs (known: width, depth)',
  ]);
});
