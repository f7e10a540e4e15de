import { expect, it } from 'vitest';
import { FaultsError } from '../../src/faults/errors.ts';
import { jsonDocument, parseJsonDocument } from '../../src/transfer/json.ts';
import { openExport } from '../../src/transfer/transfer.ts';
import { exampleEnsemble } from '../store/example-ensemble.ts';
import { pruned } from '../store/example-study.ts';
import {
  emptyStore,
  exampleOptimizer,
  exampleWeights,
  joined,
  storedStudy,
  wholeStudy,
} from './given-studies.ts';

it('gives an identical study: exported again, each byte is the same', async () => {
  const { store, study } = await storedStudy();
  await store.saveEnsemble(study.id, exampleEnsemble('pair', [0]), 'add');
  const first = await joined(jsonDocument(await openExport(store, study, true)));
  const other = await emptyStore();
  const copy = await other.importStudy(parseJsonDocument(first, 'study.json'));
  expect(await joined(jsonDocument(await openExport(other, copy, true)))).toBe(first);
  expect(await other.trials(copy.id)).toEqual(await store.trials(study.id));
  expect(await other.top(copy.id, 3)).toEqual(await store.top(study.id, 3));
  expect(await other.weights(copy.id, 1)).toEqual(exampleWeights(1));
  expect(await other.optimizerState(copy.id, 1)).toEqual(exampleOptimizer(1));
  expect({ ...copy, id: 0 }).toEqual({ ...study, id: 0 });
});

it('has the rungs that trials reached, and refuses those that are out of order', async () => {
  const { store, study } = await storedStudy();
  const claim = await store.claim(study.id, 5);
  if (claim === undefined) throw new Error('trial 5 does not wait');
  await store.record(claim, { ...pruned(1), rung: { rung: 0, epochs: 1 } }, 20);
  const text = await joined(jsonDocument(await openExport(store, study, false)));
  const other = await emptyStore();
  const copy = await other.importStudy(parseJsonDocument(text, 'study.json'));
  expect(await other.rungs(copy.id)).toEqual([{ trial: 5, rung: 0, epochs: 1, value: 1 }]);
  const damaged = JSON.parse(text);
  damaged.trials[5].rungs.push({ rung: 0, epochs: 3, value: 1 });
  expect(() => parseJsonDocument(JSON.stringify(damaged), 'study.json')).toThrow(
    /trials\.5\.rungs: must be in ascending order of "rung"/,
  );
});

it('leaves weights and ensembles out unless they are asked for', async () => {
  const { store, study } = await storedStudy();
  await store.saveEnsemble(study.id, exampleEnsemble('pair', [0]), 'add');
  const text = await joined(jsonDocument(await openExport(store, study, false)));
  const whole = parseJsonDocument(text, 'study.json', 'other');
  expect(whole.trials.map(({ weights }) => weights)).toEqual(whole.trials.map(() => undefined));
  expect(whole.ensembles).toEqual([]);
  expect([whole.study.name, whole.study.spec.name]).toEqual(['other', 'other']);
});

it('has a trial that runs wait, for nobody runs it elsewhere', async () => {
  const { store, study } = await storedStudy();
  await store.claim(study.id, 5);
  const text = await joined(jsonDocument(await openExport(store, study, false)));
  expect(JSON.parse(text).trials[5].state).toBe('waiting');
});

it('leaves out a derived trial that runs, and keeps those that have ended', async () => {
  const { store, study } = await storedStudy();
  const before = await joined(jsonDocument(await openExport(store, study, false)));
  await store.beginDerived(study.id, { origin: 'continued', parent: 1, config: {} });
  expect(await store.trials(study.id)).toHaveLength(7);
  expect(await joined(jsonDocument(await openExport(store, study, false)))).toBe(before);
});

const { trials } = wholeStudy();

it.each([
  ['no JSON', '{ "format": "hpsearch-study", ', /^study\.json:1/],
  ['another document', '{ "trials": [] }', /format: must be "hpsearch-study"/],
  ['a newer version', '{ "format": "hpsearch-study", "version": 2 }', /version: must be at most 1.*newer/],
  [
    'no study',
    '{ "format": "hpsearch-study", "version": 1, "trials": [], "ensembles": [] }',
    /study: must be/,
  ],
])('refuses %s', (_, text, message) => {
  expect(() => parseJsonDocument(text, 'study.json')).toThrow(FaultsError);
  expect(() => parseJsonDocument(text, 'study.json')).toThrow(message);
});

it.each([
  [
    'a state without its value',
    0,
    { value: null },
    /trials\.0\.value: must be a number where the state is comp/,
  ],
  ['a failure that did not fail', 0, { failure: trials[3]?.trial.failure }, /trials\.0\.failure/],
  ['a number given twice', 1, { trial: 0 }, /trials\.1\.trial: must be a number of its own, got 0/],
  [
    'an unknown state',
    2,
    { state: 'lost' },
    /trials\.2\.state: must be one of waiting, complete, pruned, failed/,
  ],
  [
    'a value that is not its metric',
    0,
    { value: 0.01 },
    /trials\.0\.value: must be the valMae of its metrics/,
  ],
  ['a best epoch that was not', 0, { bestEpoch: 9 }, /trials\.0\.bestEpoch: must be an epoch of its history/],
  [
    'epochs that were not',
    0,
    { epochs: 9 },
    /trials\.0\.epochs: must be the last of its history \(2\), got 9/,
  ],
  [
    'a best epoch with other metrics',
    0,
    { bestEpoch: 1 },
    /trials\.0\.metrics\.loss: must be that of its best/,
  ],
  ['metrics without the objective', 0, { metrics: { loss: 1 } }, /trials\.0\.metrics: must have valMae/],
  [
    'names that cannot be seen',
    0,
    { metrics: { valMae: 0.125, 'a\u001b': 1 } },
    /must have names of characters/,
  ],
  ['unknown fields of a trial', 0, { colour: 'red' }, /trials\.0\.colour: is not a known field/],
  ['weights that are no base64', 0, { weights: '§' }, /trials\.0\.weights/],
])('refuses %s, naming the field', async (_, index, changes, message) => {
  const { store, study } = await storedStudy();
  const content = JSON.parse(await joined(jsonDocument(await openExport(store, study, false))));
  Object.assign(content.trials[index], changes);
  expect(() => parseJsonDocument(JSON.stringify(content), 'study.json')).toThrow(message);
});

it.each([
  ['an unknown field of the study', ['study'], { colour: 'red' }, /study\.colour: is not a known field/],
  [
    'an unknown field of the spec',
    ['study', 'spec'],
    { colour: 'red' },
    /study\.spec\.colour: is not a known/,
  ],
  [
    'an unknown field of a part of the spec',
    ['study', 'spec', 'data', 'split'],
    { colour: 'red' },
    /study\.spec\.data\.split\.colour: is not a known/,
  ],
  ['a number for a name', ['ensembles', 0], { name: '7' }, /ensembles\.0\.name: must not be a number/],
  ['a blank name', ['ensembles', 0], { name: ' ' }, /ensembles\.0\.name: must be one line/],
  [
    'a report without metrics',
    ['ensembles', 0, 'report'],
    { validation: {} },
    /report\.validation: must have a loss/,
  ],
  [
    'an unknown field of an ensemble',
    ['ensembles', 0],
    { colour: 'red' },
    /ensembles\.0\.colour: is not a known/,
  ],
])('refuses %s', async (_, path, changes, message) => {
  const { store, study } = await storedStudy();
  await store.saveEnsemble(study.id, exampleEnsemble('greedy-k2', [0, 1]), 'add');
  const content = JSON.parse(await joined(jsonDocument(await openExport(store, study, true))));
  expect(() => parseJsonDocument(JSON.stringify(content), 'study.json')).not.toThrow();
  Object.assign(
    path.reduce((part, key) => part[key], content),
    changes,
  );
  expect(() => parseJsonDocument(JSON.stringify(content), 'study.json')).toThrow(message);
});
