import { describe, expect, test } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import { parseSpace } from '../../src/space-file/parse-space.ts';
import { exampleFamilies } from './example-families.ts';
import { fileFaultTable, sectionFaultTable } from './file-fault-table.ts';
import { settingFaultTable } from './setting-fault-table.ts';
import { conditionFaultTable, spaceFaultTable } from './space-fault-table.ts';

function faultsOf(text: string, file: string): FaultsError {
  try {
    parseSpace(text, file, exampleFamilies);
  } catch (error) {
    if (error instanceof FaultsError) return error;
    throw error;
  }
  throw new Error('no fault was found');
}

/** Each message begins with the file's name; the tables leave it out. */
function complaints(text: string): string {
  const file = text.startsWith('{') ? 'space.json' : 'space.yaml';
  return faultsOf(text, file).message.replaceAll(`${file}:`, '');
}

describe('a fault gives one line with its place, field, constraint, value and near word', () => {
  test.each(spaceFaultTable)('in space: %s', (written, message) => {
    expect(complaints(`data: iris\nspace:\n  ${written}\n`)).toBe(message);
  });

  test.each(conditionFaultTable)('in when: %s', (written, message) => {
    const others = [
      'optimizer: {type: choice, values: [adam, sgd]}',
      'units: {type: logInt, min: 16, max: 64}',
      'layers: {type: int, min: 1, max: 5, step: 2}',
      'learningRate: {type: logUniform, min: 0.001, max: 0.1}',
      'batchSize: {type: choice, values: [32, 64], weights: [1, 0]}',
      'dropout: {type: fixed, value: 0.5, when: {momentum: 0.5}}',
    ];
    // Dropout waits for a fixed momentum only where the circle is asked for.
    const beside = written.includes('dropout') ? others : others.slice(0, -1);
    const type = written.includes('dropout') ? 'type: fixed, value: 0.5' : 'type: uniform, min: 0, max: 0.9';
    const space = [`momentum: {${type}, when: ${written}}`, ...beside].map((line) => `  ${line}`);
    expect(complaints(`data: iris\nspace:\n${space.join('\n')}\n`)).toBe(message);
  });

  test.each(sectionFaultTable)('in another section: %s', (written, message) => {
    expect(complaints(`${written}\nspace: {units: 3}\n`)).toBe(message);
  });

  test.each(settingFaultTable)('in a parameter of another section: %s', (written, message) => {
    expect(complaints(`${written}\n`)).toBe(message);
  });

  test.each(fileFaultTable)('in the file: %s', (written, message) => {
    expect(complaints(written)).toBe(message);
  });
});

test('all faults of a file are told at once, from top to bottom', () => {
  const text = `{
  "data": { "source": "csv", "path": "houses.csv", "target": "price", "exclude": ["price"] },
  "modle": { "type": "mlp" },
  "space": {
    "learningrate": { "type": "logUniform", "min": 0.1, "max": 1e-5 },
    "units": { "type": "logInt", "min": 0, "max": 512, "stp": 2 },
    "layers": { "type": "int", "min": 3, "max": 1, "mx": 3 },
    "dropout": { "type": "uniform", "min": 0, "max": 1.2, "when": { "layer": 2 } },
    "optimizer": { "type": "choice", "values": ["adam", "sgdd"], "weights": "even" },
    "layers": { "type": "int", "min": 3, "max": 2 }
  },
  "objective": { "metric": "valAccuracy", "direction": "minimize" },
  "search": { "trials": 0 }
}`;
  expect(faultsOf(text, 'spaces/houses.json').message.split('\n')).toEqual([
    'spaces/houses.json:2 data.exclude.0: must not be the target, got "price"',
    "spaces/houses.json:3 modle: is not a known field (did you mean 'model'?)",
    'spaces/houses.json:5 space.learningrate.min: must be below max (0.00001), got 0.1',
    "spaces/houses.json:5 space.learningrate: is not a hyperparameter of mlp (did you mean 'learningRate'?)",
    'spaces/houses.json:6 space.units.min: must be at least 1, got 0',
    'spaces/houses.json:6 space.units.stp: is not a known field (known: type, min, max, when, prior)',
    "spaces/houses.json:8 space.dropout.when.layer: is not a parameter of this space (did you mean 'layers'?)",
    'spaces/houses.json:8 space.dropout.max: must be below 1, got 1.2',
    'spaces/houses.json:9 space.optimizer.weights: must be a list, got "even"',
    `spaces/houses.json:9 space.optimizer.values.1: must be one of adam, sgd, got "sgdd" (did you mean 'sgd'?)`,
    'spaces/houses.json:10 space.layers: must be given once (the first stands on line 7)',
    'spaces/houses.json:10 space.layers.min: must be below max (2), got 3',
    'spaces/houses.json:12 objective.direction: must be maximize for valAccuracy, got "minimize" (it may be left out)',
    'spaces/houses.json:13 search.trials: must be at least 1, got 0',
  ]);
});

test('a fault carries its parts, for --json and for editors', () => {
  const { faults } = faultsOf('data: iris\nspace:\n  unit: 3\n', 'space.yml');
  expect(faults).toEqual([
    {
      file: 'space.yml',
      line: 3,
      field: 'space.unit',
      constraint: 'is not a hyperparameter of mlp',
      hint: "did you mean 'units'?",
    },
  ]);
});

test('a syntax fault carries its column too', () => {
  const { faults } = faultsOf('{"data": iris}', 'space.json');
  expect(faults).toMatchObject([{ file: 'space.json', line: 1, column: 10, field: '' }]);
});
