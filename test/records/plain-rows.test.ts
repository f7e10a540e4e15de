import { expect, it } from 'vitest';
import { z } from 'zod';
import { pipelineRecord } from '../../src/records/pipeline-record.ts';
import { isPlainRunner, isPlainSpec, isPlainStudy } from '../../src/records/plain-study.ts';
import { isPlainHistory, isPlainTrial } from '../../src/records/plain-trial.ts';
import { type RecordKind, storedFindings } from '../../src/records/record-findings.ts';
import { specRecord } from '../../src/records/study-record.ts';
import { exampleStudy } from '../store/example-study.ts';

const trial = {
  trial: 3,
  state: 'complete',
  value: 0.5,
  config: { learningRate: 0.1, optimizer: 'sgd', useBias: true },
  metrics: { loss: 0.25, valMae: 0.5 },
  bestEpoch: 1,
  epochs: 2,
  parameters: 10,
  seconds: 1.5,
  backend: 'wasm',
  failure: null,
};
const failed = { ...trial, state: 'failed', value: null, failure: { kind: 'crash', message: 'no' } };
const continued = { ...trial, origin: 'continued', parent: 1 };
const { spec, ...study } = exampleStudy('plain');
const weighted = {
  ...spec,
  data: {
    ...spec.data,
    ...{ targetTransform: 'log1p', weight: 'w', weightMetrics: true, classWeights: { rare: 20 } },
    split: { ...spec.data.split, folds: 5, repeats: 2 },
  },
  training: { ...spec.training, threshold: 0.3 },
  search: { ...spec.search, sampler: { type: 'tpe', startup: 10 }, lookback: 4 },
  space: spec.space.map((parameter) => ({ ...parameter, prior: { at: 0.5, confidence: 'low' } })),
};
const folded = [
  { epoch: 0, metrics: { loss: 2 }, folds: [{ loss: 1 }, { loss: 3 }] },
  { epoch: 1, metrics: { loss: 2 }, folds: [null, { loss: 3 }] },
  // Pruned in the first fold.
  { epoch: 2, metrics: { loss: 2 }, folds: [{ loss: 2 }] },
];
const pipeline = {
  task: { kind: 'regression', target: 'y', mean: 1, std: 2 },
  inputShape: [3],
  preprocessing: {
    kind: 'table',
    columns: [
      { kind: 'number', name: 'x', fill: 0, shift: 0, scale: 1 },
      { kind: 'category', name: 'c', values: ['a', 'b'] },
    ],
  },
};

const words = { missing: ['?'] };
const scale = { shift: 0, scale: 1 };
const price = { kind: 'regression', target: 'price', mean: 1, std: 2 };
const targets = {
  kind: 'joint',
  parts: [
    {
      ...{ name: 'price', weight: 0.5 },
      task: {
        ...price,
        ...words,
        form: { type: 'number', unit: '€' },
        transform: { kind: 'power', lambda: 1, low: 0 },
      },
    },
    {
      name: 'visits',
      weight: 0.2,
      task: { ...price, count: true, form: { type: 'duration', format: 'mm:ss' } },
    },
    { name: 'delay', weight: 0.2, task: { ...price, quantiles: [0.1, 0.9] } },
    { name: 'grade', weight: 0.1, task: { kind: 'classification', classes: ['a', 'b'], ordered: true } },
  ],
};
const range = { least: 0, largest: 1 };
const several = {
  task: targets,
  inputShape: [12],
  preprocessing: {
    kind: 'table',
    columns: [
      {
        ...{ kind: 'number', name: 'x', fill: 0, ...scale, ...words, curve: 'log1p', indicator: true },
        ...{ form: { type: 'ordinal', order: ['low', 'high'] }, pieces: [0, 1, 2] },
        alternatives: [{ scaling: 'robust', ...scale, curve: { from: [0], to: [1] } }],
      },
      {
        ...{ kind: 'date', name: 'd', fill: 0, form: { type: 'date', format: 'yyyy-MM-dd', zone: 'UTC' } },
        parts: [{ part: 'year', ...scale }],
      },
      { kind: 'hashed', name: 'h', of: 'words', buckets: 4 },
      { kind: 'tokens', name: 't', of: 'characters', words: ['a'], length: 3 },
    ],
    parts: [{ name: 'one', columns: ['x', 'd', 'h', 't'] }],
  },
  ranges: { inputs: [{ name: 'x', ...range }], targets: [{ name: 'price', ...range }] },
  rows: { validation: 1, test: 0 },
  weight: { name: 'w', form: { type: 'integer' } },
  layout: { delimiter: ';', header: true },
  query: 'select 1',
};
const labelled = {
  task: { kind: 'multilabel', labels: ['a', 'b'], separator: '|' },
  inputShape: [4, 1],
  preprocessing: {
    kind: 'window',
    columns: [{ kind: 'category', name: 'c', values: ['a'] }],
    ...{ length: 4, horizon: 1, by: 'station' },
    time: { name: 'date', form: { type: 'date', format: 'yyyy-MM-dd' }, step: 1 },
  },
};
const listed = {
  task: { kind: 'classification', classes: ['a', 'b'], threshold: 1 },
  inputShape: [6],
  preprocessing: {
    kind: 'arrays',
    parts: [
      { name: 'x', shape: [2, 2], scales: [scale] },
      { name: 'ids', shape: [2], tokens: { size: 9, words: ['a'] } },
    ],
  },
  image: { name: 'file', root: 'pictures' },
  classNames: ['a', 'b'],
  targetArrays: [{ name: 'y', targets: 2 }],
};
const declared = {
  ...spec,
  model: { kind: 'module', module: './m.mjs', digest: 'd', metrics: { cost: 'minimize' } },
  training: { ...spec.training, averageEpochs: 3, secondsPerTrial: 9, final: 'refit' },
  data: {
    ...spec.data,
    ...{
      path: ['a.csv', 'b.csv'],
      target: ['y', 'z'],
      targetWeights: { y: 2 },
      task: 'quantile',
      quantiles: [0.5],
    },
    columns: {
      x: { type: 'text', missing: ['?'], buckets: 8 },
      d: { type: 'date', format: 'yyyy-MM-dd', zone: 'UTC' },
    },
    window: { length: 4, horizon: 1, time: 'date', pastTarget: true, acrossGaps: false, season: 7 },
    ...{
      targetNames: { y: ['a'] },
      inputs: { one: ['x'] },
      as: { x: 'tokens' },
      classes: ['a', 'b'],
      scalings: ['none'],
      decimal: ',',
    },
  },
};

type Row = [RecordKind, (value: unknown) => boolean, unknown];
const records: Row[] = [
  ['trial', isPlainTrial, trial],
  ['trial', isPlainTrial, failed],
  ['trial', isPlainTrial, continued],
  ['history', isPlainHistory, [{ epoch: 0, metrics: { loss: 2 } }]],
  ['history', isPlainHistory, folded],
  ['runner', isPlainRunner, { host: 'here', processId: 1, processStart: '' }],
  ['spec', isPlainSpec, spec],
  ['spec', isPlainSpec, weighted],
  ['spec', isPlainSpec, declared],
  ...[pipeline, several, labelled, listed].map(
    (each): Row => [
      ...(['study', isPlainStudy] as const),
      { ...study, spec, pipeline: each, createdAt: '2026-01-31T12:00:00.000Z' },
    ],
  ),
];

const strange = [
  null,
  -1,
  0,
  0.5,
  1e300,
  '',
  'x',
  true,
  [],
  {},
  [null],
  { a: null },
  Number.NaN,
  '2026-02-30T12:00:00.000Z',
];

/** `value` with each of its parts, at any depth, in turn left out, strange, or beside one more. */
function* changed(value: unknown): Generator<unknown> {
  yield* strange;
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    yield [...value, null];
    for (const [index, part] of value.entries()) {
      yield value.toSpliced(index, 1);
      for (const other of changed(part)) yield value.with(index, other);
    }
    return;
  }
  yield { ...value, more: 1 };
  yield { ...value, '': 1 };
  for (const [key, part] of Object.entries(value)) {
    const { [key]: _, ...rest } = value as Record<string, unknown>;
    yield rest;
    for (const other of changed(part)) yield { ...value, [key]: other };
  }
}

it.each(records)('takes a sound %s for plain, and none that its schema refuses', (kind, isPlain, sound) => {
  expect(isPlain(sound)).toBe(true);
  const wrong = [...changed(sound)].filter((each) => isPlain(each) && storedFindings(kind, each).length > 0);
  expect(wrong).toEqual([]);
});

/** The names of the fields of a JSON schema, at any depth. */
function fieldNames(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: object };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(fieldNames)];
}

/** `value` with each of these fields, at any depth, in turn added where it is left out. */
function* extended(value: unknown, names: readonly string[]): Generator<unknown> {
  if (typeof value !== 'object' || value === null) return;
  if (!Array.isArray(value)) for (const name of names) if (!(name in value)) yield { ...value, [name]: null };
  for (const [key, part] of Object.entries(value)) {
    for (const other of extended(part, names)) {
      yield Array.isArray(value) ? value.with(Number(key), other) : { ...value, [key]: other };
    }
  }
}

it('leaves no field of a study to chance that its schema has', () => {
  const named = (schema: z.ZodType) => [
    ...new Set(fieldNames(z.toJSONSchema(schema, { unrepresentable: 'any' }))),
  ];
  const [ofSpec, ofPipeline] = [named(specRecord), named(pipelineRecord)];
  expect(ofSpec).toContain('missingIndicators');
  expect(ofPipeline).toContain('classNames');
  const row = { ...study, spec, createdAt: '2026-01-31T12:00:00.000Z' };
  const taken = [
    ...[...extended(declared, ofSpec)].map((each): Row => ['spec', isPlainSpec, each]),
    ...[several, labelled, listed]
      .flatMap((each) => [...extended(each, ofPipeline)])
      .map((each): Row => ['study', isPlainStudy, { ...row, pipeline: each }]),
  ].filter(([, isPlain, each]) => isPlain(each));
  const wrong = taken.filter(([kind, , each]) => storedFindings(kind, each).length > 0);
  expect(wrong).toEqual([]);
});

it('reads what is longer than anything may be that comes in now', () => {
  const long = 'x'.repeat(600);
  const metrics = { ...trial.metrics, [long]: 1 };
  expect(storedFindings('trial', { ...trial, config: { [long]: long }, metrics })).toEqual([]);
  const values = [long, 'short'];
  const space = [{ name: 'a', distribution: { type: 'choice', values }, when: { [long]: values } }];
  const training = { ...spec.training, maxEpochs: 10_000_000 };
  expect(storedFindings('spec', { ...spec, name: long, space, training })).toEqual([]);
  expect(storedFindings('spec', { ...spec, name: 3 })).toHaveLength(1);
});
