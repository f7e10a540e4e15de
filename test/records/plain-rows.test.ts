import { expect, it } from 'vitest';
import { isPlainRunner, isPlainSpec, isPlainStudy } from '../../src/records/plain-study.ts';
import { isPlainHistory, isPlainTrial } from '../../src/records/plain-trial.ts';
import { type RecordKind, storedFindings } from '../../src/records/record-findings.ts';
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

const records: [RecordKind, (value: unknown) => boolean, unknown][] = [
  ['trial', isPlainTrial, trial],
  ['trial', isPlainTrial, failed],
  ['trial', isPlainTrial, continued],
  ['history', isPlainHistory, [{ epoch: 0, metrics: { loss: 2 } }]],
  ['history', isPlainHistory, folded],
  ['runner', isPlainRunner, { host: 'here', processId: 1, processStart: '' }],
  ['spec', isPlainSpec, spec],
  ['spec', isPlainSpec, weighted],
  ['study', isPlainStudy, { ...study, spec, pipeline, createdAt: '2026-01-31T12:00:00.000Z' }],
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
