import { describe, expect, test } from 'vitest';
import { parseSpace } from '../../src/space-file/parse-space.ts';
import type { WrittenSpec } from '../../src/study/study-spec.ts';
import { exampleFamilies } from './example-families.ts';

function parse(text: string, file = 'space.yaml'): WrittenSpec {
  return parseSpace(text, file, exampleFamilies).spec;
}

function names(space: string): string[] {
  return parse(`data: iris\nspace:\n${space}`).space.map(({ name }) => name);
}

describe('parseSpace', () => {
  test('a training is as long as its family needs, unless the file says otherwise', () => {
    const families = { ...exampleFamilies, tabular: exampleFamilies.mlp ?? {} };
    const training = (more: object) => {
      const text = JSON.stringify({
        data: 'iris',
        model: { type: 'tabular' },
        space: { dropout: 0 },
        ...more,
      });
      return parseSpace(text, 'space.json', families).spec.training;
    };
    expect(training({})).toMatchObject({ maxEpochs: 100, patience: 100 });
    expect(training({ training: { patience: 9 } })).toMatchObject({ maxEpochs: 100, patience: 9 });
    expect(training({ model: { type: 'mlp' } })).toMatchObject({ maxEpochs: 'auto', patience: 'auto' });
  });

  test('fills in every default of the smallest file', () => {
    expect(parse('{"data": "iris", "space": {"units": 3}}', 'spaces/first try.json')).toEqual({
      name: 'first try',
      data: {
        source: 'iris',
        exclude: [],
        split: { kind: 'fractions', folds: 'auto', validation: 0.2, test: 0.2, stratify: true, seed: 0 },
        scaling: 'standard',
      },
      model: { kind: 'family', family: 'mlp' },
      space: [{ name: 'units', distribution: { type: 'fixed', value: 3 } }],
      objective: { metric: 'valLoss', direction: 'minimize' },
      training: { maxEpochs: 'auto', patience: 'auto', minDelta: 0, timeoutSeconds: 300, backend: 'auto' },
      search: { trials: 30, seed: 1, sampler: 'random', lookback: 8 },
    });
  });

  test('keeps everything that a full file says', () => {
    const spec = parse(`
$schema: ../schema/space.schema.json
name: houses
data: { source: csv, path: ../houses.csv, target: price, task: regression, exclude: [id], split: { column: part }, scaling: none }
model: { module: ./model.mjs }
space:
  width: { type: normal, mean: 3, std: 1, min: 0 }
  depth: { type: fixed, value: 2, when: { kind: [a, b] } }
  kind: { type: choice, values: [a, b, c], weights: [1, 2, 3] }
objective: { metric: valMae, direction: minimize }
training: { maxEpochs: 9, patience: 2, minDelta: 0.1, timeoutSeconds: 1.5, backend: wasm }
search: { trials: 7, seed: 0, sampler: random, pruner: none }
humanBaseline: 12.5
`);
    expect(spec).toEqual({
      name: 'houses',
      data: {
        source: 'csv',
        path: '../houses.csv',
        target: 'price',
        task: 'regression',
        exclude: ['id'],
        split: { kind: 'column', column: 'part', folds: 'auto' },
        scaling: 'none',
      },
      model: { kind: 'module', module: './model.mjs' },
      space: [
        { name: 'width', distribution: { type: 'normal', mean: 3, std: 1, min: 0 } },
        { name: 'kind', distribution: { type: 'choice', values: ['a', 'b', 'c'], weights: [1, 2, 3] } },
        { name: 'depth', distribution: { type: 'fixed', value: 2 }, when: { kind: ['a', 'b'] } },
      ],
      objective: { metric: 'valMae', direction: 'minimize' },
      training: { maxEpochs: 9, patience: 2, minDelta: 0.1, timeoutSeconds: 1.5, backend: 'wasm' },
      search: { trials: 7, seed: 0, sampler: 'random', lookback: 8, pruner: 'none' },
      humanBaseline: 12.5,
    });
  });

  test.each([
    '{ source: csv, path: { train: a.csv, test: b.csv }, target: y, split: { validation: 0.8 } }',
    '{ source: images, path: photos, split: { validation: 0.8 } }',
  ])('lets validation take more than the default test leaves, where the data may assign it: %s', (data) => {
    expect(parse(`data: ${data}\nspace: {units: 3}`).data.split).toMatchObject({ validation: 0.8 });
  });

  test('knows what the first weights are taken from', () => {
    const initFrom = (text: string) =>
      parseSpace(`data: iris\nspace: {units: 3}\ninitFrom: ${text}`, 'space.yaml', exampleFamilies).spec
        .initFrom;
    expect(initFrom('{trial: 17, study: big, db: ../a.db, freeze: [dense1]}')).toEqual({
      ...{ kind: 'trial', trial: 17, study: 'big', db: '../a.db' },
      freeze: ['dense1'],
    });
    expect(initFrom('{trial: 0, study: big, freeze: 2}')).toEqual({
      ...{ kind: 'trial', trial: 0, study: 'big', freeze: 2 },
    });
    expect(initFrom('{model: ./m/model.json}')).toEqual({
      kind: 'model',
      model: './m/model.json',
      freeze: [],
    });
  });

  test('reads the same from JSON and from YAML', () => {
    const json = `{
      "data": { "source": "penguins", "split": { "test": 0.1 } },
      "space": {
        "learningRate": { "type": "logUniform", "min": 1e-5, "max": 0.1 },
        "momentum": { "type": "uniform", "min": 0, "max": 0.9, "when": { "optimizer": "sgd" } },
        "optimizer": { "type": "choice", "values": ["adam", "sgd"] }
      },
      "objective": { "metric": "valAccuracy" }
    }`;
    const yaml = `
data: { source: penguins, split: { test: 0.1 } }
space:
  learningRate: { type: logUniform, min: 1e-5, max: 0.1 }
  momentum: { type: uniform, min: 0, max: 0.9, when: { optimizer: sgd } }  # sgd alone has it
  optimizer: { type: choice, values: [adam, sgd] }
objective: { metric: valAccuracy }
`;
    expect(parse(json, 'space.json')).toEqual(parse(yaml, 'space.yml'));
    expect(parse(yaml).objective.direction).toBe('maximize');
  });

  test('gives a plain JSON document that no one can change', () => {
    const spec = parse(
      'data: iris\nspace: {units: {type: choice, values: [1, 2], when: {layers: 1}}, layers: 1}',
    );
    expect(JSON.parse(JSON.stringify(spec))).toEqual(spec);
    const isFrozen = (value: unknown): boolean =>
      typeof value !== 'object' ||
      value === null ||
      (Object.isFrozen(value) && Object.values(value).every(isFrozen));
    expect(isFrozen(spec)).toBe(true);
  });

  test('keeps the order of the file, but draws what a condition names before it', () => {
    expect(names('  units: 1\n  layers: 2\n  dropout: 0\n')).toEqual(['units', 'layers', 'dropout']);
    expect(
      names(`
  momentum: { type: fixed, value: 0.5, when: { optimizer: sgd } }
  units: 1
  dropout: { type: fixed, value: 0.5, when: { momentum: 0.5 } }
  optimizer: { type: choice, values: [adam, sgd], when: { layers: 2 } }
  layers: 2
`),
    ).toEqual(['units', 'layers', 'optimizer', 'momentum', 'dropout']);
  });

  test('takes an uneven decimal step that divides its range but for rounding', () => {
    expect(names('  dropout: { type: uniform, min: 0, max: 0.3, step: 0.1 }\n')).toEqual(['dropout']);
    expect(names('  dropout: { type: uniform, min: 0.1, max: 0.9, step: 0.05 }\n')).toEqual(['dropout']);
  });

  test('takes ranges that give only what the constraint allows', () => {
    expect(names('  units: { type: uniform, min: 16, max: 64, step: 16 }\n')).toEqual(['units']);
    expect(names('  dropout: { type: normal, mean: 0, std: 1, min: 0, max: 0.9 }\n')).toEqual(['dropout']);
    expect(names('  learningRate: { type: logNormal, mean: -7, std: 1 }\n')).toEqual(['learningRate']);
    const kernel =
      'data: mnist\nmodel: {type: cnn}\nspace:\n  kernelSize: {type: int, min: 3, max: 7, step: 2}';
    expect(parse(kernel).space).toHaveLength(1);
  });

  test('lets a built-in table predict another of its columns', () => {
    const { data } = parse('data: {source: penguins, target: bodyMassGrams}\nspace: {units: 3}');
    expect(data).toMatchObject({ source: 'penguins', target: 'bodyMassGrams' });
  });

  test('follows YAML anchors', () => {
    const { space } = parse(
      'data: iris\nspace:\n  dropout: &low {type: uniform, min: 0, max: 0.5}\n  momentum: *low\n',
    );
    expect(space[1]?.distribution).toEqual({ type: 'uniform', min: 0, max: 0.5 });
  });
});

describe('locate', () => {
  const text =
    '{\n  "data": { "source": "csv",\n    "path": "a.csv", "target": "y", "exclude": ["a", "b"] },\n  "space": {\n    "units": { "type": "int",\n      "min": 1, "max": 4 }\n  }\n}';
  const { locate } = parseSpace(text, 'space.json', exampleFamilies);

  test.each([
    ['data', 2, 3],
    ['data.path', 3, 5],
    ['data.exclude.1', 3, 54],
    ['space.units', 5, 5],
    ['space.units.max', 6, 17],
  ])('finds %s', (field, line, column) => {
    expect(locate(field)).toEqual({ line, column });
  });

  test('gives the innermost field around one that is not there', () => {
    expect(locate('space.units.step')).toEqual({ line: 5, column: 5 });
    expect(locate('space.dropout.min')).toEqual({ line: 4, column: 3 });
    expect(locate('objective.metric')).toBeUndefined();
  });
});
