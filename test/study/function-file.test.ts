import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import { parseSpace, takeSpace } from '../../src/space-file/parse-space.ts';
import { spaceJsonSchema } from '../../src/space-file/space-json-schema.ts';
import { exampleFamilies } from '../space-file/example-families.ts';

const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(spaceJsonSchema()));

const written = {
  model: { objective: './height.mjs' },
  space: { x: { type: 'uniform', min: -5, max: 10 }, $y: 2 },
  objective: { metric: 'height', direction: 'maximize' },
  training: { timeoutSeconds: 7 },
};
const allowed = { ...written, space: { x: written.space.x } };

function complaint(content: unknown): string {
  try {
    takeSpace(content, '/', exampleFamilies);
  } catch (error) {
    if (error instanceof FaultsError) return error.message;
    throw error;
  }
  return 'no fault';
}

test('a space whose trials call a function needs no data', () => {
  const { spec } = parseSpace(JSON.stringify(allowed), 'hill.json', exampleFamilies);
  expect(spec).toMatchObject({
    name: 'hill',
    data: { source: 'none' },
    model: { kind: 'objective', module: './height.mjs' },
    objective: { metric: 'height', direction: 'maximize' },
    training: { timeoutSeconds: 7 },
    search: { trials: 30, seed: 1 },
  });
  expect(validate(allowed)).toBe(true);
});

describe('what editors refuse, the program refuses in words', () => {
  test.each<[unknown, string]>([
    [{ ...allowed, data: 'iris' }, 'space data: must be left out (the objective has its own data)'],
    [
      { ...allowed, model: { objective: './a.mjs', type: 'mlp' } },
      'space model.type: is not a known field (known: objective)',
    ],
    [{ ...allowed, model: { objective: '' } }, 'space model.objective: must not be empty, got ""'],
    [
      { ...allowed, objective: { metric: 'height' } },
      'space objective.direction: must be given: one of minimize, maximize',
    ],
    [{ ...allowed, objective: undefined }, 'space objective: must be given'],
    [
      { ...allowed, objective: { metric: 'my score', direction: 'minimize' } },
      'space objective.metric: must be named by letters, digits, _ and -, a letter first, got "my score"',
    ],
    [
      { ...allowed, training: { patience: 3 } },
      'space training.patience: is not a known field (known: timeoutSeconds',
    ],
    [written, 'space space.$y: must be named by letters, digits, _ and -, a letter first'],
    [{ ...allowed, humanBaseline: 1 }, 'space humanBaseline: is not a known field'],
  ])('%j', (content, message) => {
    expect(complaint(content)).toContain(message);
    expect(validate(JSON.parse(JSON.stringify(content)))).toBe(false);
  });
});

test('a fault of what a program gives has no line', () => {
  expect(complaint({ data: 'iris', space: { units: 0 } })).toMatch(
    /^space space\.units: must be at least 1, got 0/,
  );
});
