import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dataFields } from '../../src/space-file/data/data-schema.ts';
import { distributionFields } from '../../src/space-file/distribution-schema.ts';
import { parseSpace } from '../../src/space-file/parse-space.ts';
import { spaceJsonSchema } from '../../src/space-file/space-json-schema.ts';
import { fieldsOf } from '../../src/space-file/space-schema.ts';
import { sources } from '../../src/study/study-spec.ts';
import { exampleFamilies } from './example-families.ts';
import { sectionFaultTable } from './file-fault-table.ts';

const root = new URL('../../', import.meta.url);
const validate = new Ajv({ allErrors: true, allowUnionTypes: true }).compile(JSON.parse(spaceJsonSchema()));

function editorFaults(space: unknown): unknown {
  return validate(space) ? [] : validate.errors;
}

test('the committed schema is the one that the source gives (npm run schema writes it)', () => {
  expect(readFileSync(new URL('schema/space.schema.json', root), 'utf8')).toBe(spaceJsonSchema());
});

describe('what the program takes, editors take', () => {
  test.each([
    ['the smallest file', '{"data": "iris", "space": {"units": 3}}'],
    [
      'each distribution',
      `{
        "$schema": "../schema/space.schema.json", "name": "all", "data": { "source": "mnist" },
        "space": {
          "learningRate": { "type": "logUniform", "min": 1e-5, "max": 0.1 },
          "layers": { "type": "int", "min": 1, "max": 5, "step": 2 },
          "units": { "type": "logInt", "min": 16, "max": 512, "when": { "layers": [3, 5] } },
          "dropout": { "type": "normal", "mean": 0.3, "std": 0.1, "min": 0, "max": 0.6 },
          "batchSize": { "type": "choice", "values": [16, 32, 64], "weights": [1, 2, 1] },
          "optimizer": { "type": "choice", "values": ["adam", "sgd"] },
          "momentum": { "type": "uniform", "min": 0, "max": 0.9, "step": 0.1, "when": { "optimizer": "sgd" } },
          "isNormalised": { "type": "fixed", "value": true, "when": { "layers": 1, "optimizer": ["sgd"] } }
        }
      }`,
    ],
    [
      'a table with every setting',
      `{
        "data": { "source": "csv", "path": "a.csv", "target": "y", "task": "regression", "exclude": ["id"],
          "split": { "validation": 0.1, "test": 0.3, "stratify": false, "seed": 4 }, "scaling": "minMax" },
        "model": { "module": "./model.mjs" },
        "space": { "width": { "type": "logNormal", "mean": 3, "std": 1 } },
        "objective": { "metric": "valR2", "direction": "maximize" },
        "training": { "maxEpochs": 3, "patience": 1, "minDelta": 0.5, "timeoutSeconds": 0.5, "backend": "cpu" },
        "search": { "trials": 1, "seed": 0, "sampler": "random", "pruner": "none" },
        "initFrom": { "trial": 17, "study": "big", "db": "./big.db", "freeze": ["dense1"] },
        "humanBaseline": 0.9
      }`,
    ],
    [
      'a split by group and one by time, without test rows',
      '{"data": {"source": "csv", "path": "a", "target": "y", "split": {"group": "patient", "time": "when", "test": 0}}, "model": {"type": "linear"}, "space": {"batchSize": 8}}',
    ],
    [
      'a split into folds',
      '{"data": {"source": "csv", "path": "a", "target": "y", "split": {"folds": 5, "repeats": 2, "group": "patient", "test": 0.1}}, "model": {"type": "linear"}, "space": {"batchSize": 8}}',
    ],
    [
      'a split by column',
      '{"data": {"source": "csv", "path": "a", "target": "y", "split": {"column": "part"}}, "model": {"type": "linear"}, "space": {"batchSize": 8}}',
    ],
  ])('%s', (_, text) => {
    expect(editorFaults(JSON.parse(text))).toEqual([]);
    expect(parseSpace(text, 'space.json', exampleFamilies).spec.space.length).toBeGreaterThan(0);
  });

  const folder = new URL('search-spaces/', root);
  const files = existsSync(folder) ? readdirSync(folder).filter((file) => /\.(json|ya?ml)$/.test(file)) : [];
  test.each(files)('search-spaces/%s', (file) => {
    expect(editorFaults(parse(readFileSync(new URL(file, folder), 'utf8')))).toEqual([]);
  });
});

describe('what editors refuse, the program refuses in words', () => {
  // Constraints between fields, the families, and metrics, which a module may export, are beyond the schema; everything else is not.
  const beyond =
    /must add up|must differ|as it is the target|as data.exclude|as data.task is|not be (the target|the column of|in data)|must go with a|needs the column|must be an encoding|from low to high|must be left out|must be one of linear|must be one of valLoss|for val|for it is a val|name each column once|one of the targets|several targets|several columns|the task multilabel/;
  const rows = sectionFaultTable.filter(([, message]) => !beyond.test(message));
  test.each(rows)('%s', (written) => {
    expect(editorFaults(parse(`${written}\nspace: {units: 3}\n`))).not.toEqual([]);
  });
});

test('each source tells what may stand beside it', () => {
  expect(Object.keys(dataFields).toSorted()).toEqual(sources.toSorted());
  expect(dataFields.mnist).not.toContain('target');
});

test('each distribution tells what may stand beside it', () => {
  expect(distributionFields.logInt).toEqual(['type', 'min', 'max', 'when', 'prior']);
  expect(Object.keys(distributionFields)).toHaveLength(8);
});

interface JsonSchema {
  readonly $ref?: string;
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly allOf?: readonly JsonSchema[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
}

test('an unknown field of each object within data is told the known ones', () => {
  const whole = JSON.parse(spaceJsonSchema()) as {
    readonly else: { readonly properties: { readonly data: JsonSchema } };
    readonly definitions: Readonly<Record<string, JsonSchema>>;
  };
  const objectsOf = ({
    $ref,
    anyOf = [],
    oneOf = [],
    allOf = [],
    properties,
  }: JsonSchema): (typeof properties & {})[] =>
    $ref === undefined
      ? [...(properties ? [properties] : []), ...[...anyOf, ...oneOf, ...allOf].flatMap(objectsOf)]
      : objectsOf(whole.definitions[$ref.split('/').at(-1) as string] as JsonSchema);
  const known = new Map<string, Set<string>>();
  for (const fields of objectsOf(whole.else.properties.data)) {
    for (const [name, schema] of Object.entries(fields)) {
      for (const object of objectsOf(schema)) {
        known.set(name, new Set([...(known.get(name) ?? []), ...Object.keys(object)]));
      }
    }
  }
  expect([...known.keys()]).toEqual(expect.arrayContaining(['split', 'window', 'sequence', 'features']));
  known.delete('path');
  for (const [name, fields] of known) {
    expect([name, ...fieldsOf(['data', name], {})].sort()).toEqual([name, ...fields].sort());
  }
});
