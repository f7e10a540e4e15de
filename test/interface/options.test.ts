import {
  annotate,
  continueTrials,
  distill,
  ensemble,
  evaluate,
  FaultsError,
  predict,
  rerun,
  search,
  top,
  UsageError,
} from 'hpsearch';
import { expect, test } from 'vitest';

type Call = (options: never) => Promise<unknown>;
const functions: Readonly<Record<string, Call>> = {
  ...{ continueTrials, distill, ensemble, evaluate, predict, rerun, top },
  'search of a file': ((options: object) => search({ space: './space.json', ...options })) as Call,
};

test.each(Object.entries(functions))(
  '%s refuses an unknown option, with the nearest one',
  async (_, call) => {
    const refused = call({ dbs: './no.db' } as never);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow(/^dbs: is not a known option \(did you mean 'db'\?\)/);
  },
);

test.each(Object.entries(functions))('%s refuses what an option cannot be', async (_, call) => {
  await expect(call({ db: 7 } as never)).rejects.toThrow('db: must be a text that is not empty, got 7');
});

test('search reports faults of its options and of its space together', async () => {
  const space = { units: { type: 'bogus' }, learningRate: 0.1 };
  const refused = search({ name: 'x', data: 'iris', space, workers: 0, keep: -1, trails: 3 } as never);
  await expect(refused).rejects.toThrow(FaultsError);
  const error = (await refused.catch((thrown: unknown) => thrown)) as FaultsError;
  expect(error.faults.map(({ file, field }) => `${file} ${field}`.trim())).toEqual(
    expect.arrayContaining(['workers', 'keep', 'space trails', 'space space.units.type']),
  );
  await expect(refused).rejects.toThrow(/^workers: must be a whole number of at least 1, got 0$/m);
});

test.each([null, 3, 'iris', []])('options are an object, and not %j', async (options) => {
  for (const call of [...Object.values(functions).slice(0, 7), search]) {
    const refused = (call as Call)(options as never);
    await expect(refused).rejects.toThrow(UsageError);
    await expect(refused).rejects.toThrow('options: must be an object');
  }
});

test.each([
  [() => rerun({} as never), 'trial: must be given'],
  [() => annotate({ space: 'iris' } as never), 'onOpen: must be given'],
  [() => annotate({ onOpen() {}, rows: true } as never), 'rows: is not a known option'],
  [() => predict({} as never), 'input: must be given'],
  [
    () => predict({ input: [3] } as never),
    'input: must be a list of rows by column or of images as bytes, { arrays }, a path or a file: URL, got [3]',
  ],
  [() => predict({ input: new URL('https://a.b/c.csv') }), 'input: must be a list of rows by column'],
  [() => rerun({ trial: 0, signal: {} } as never), 'signal: must be an AbortSignal, got {}'],
  [() => evaluate({ target: 'species' }), 'target: must come with data'],
  [
    () => ensemble({ trials: [1.5] }),
    'trials: must be a list of numbers that are whole and at least 0, got [1.5]',
  ],
  [() => ensemble({ k: 2, trials: [1] }), 'k: must not be given together with trials'],
  [() => ensemble({ name: 5 } as never), 'name: must be a text that is not empty, got 5'],
  [() => ensemble({ name: '2024' }), 'name: must not be a number, for a number asks for the trial'],
  [
    () => search({ space: './space.json', trails: 3 } as never),
    "trails: is not a known option (did you mean 'trials'?)",
  ],
  [() => top({ k: 1e300 }), 'k: must be at most 100000, got 1e+300'],
  [() => rerun({ trial: 1e300 }), 'trial: must be at most 9007199254740991, got 1e+300'],
  [() => top({ k: 10n } as never), 'k: must be a whole number of at least 1, got 10'],
])('%s', async (call, message) => {
  await expect(call()).rejects.toThrow(message);
});

test('a space that holds itself is a fault', async () => {
  const data: Record<string, unknown> = { source: 'iris' };
  data.self = data;
  const refused = search({ name: 'a', data, space: { units: 3 } } as never);
  await expect(refused).rejects.toThrow(
    'space data.self.self: must not nest deeper than 100 levels, or hold itself',
  );
});

test('a space may nest as deep as a file', async () => {
  let data: unknown = 3;
  for (let level = 0; level < 90; level++) data = { data };
  const refused = search({ name: 'a', data, space: { units: 3 } } as never);
  await expect(refused).rejects.not.toThrow('nest');
});
