import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { steer } from '../../../src/actions/steering/steer.ts';
import { worded } from '../../../src/faults/message.ts';
import { thisRunner } from '../../../src/runs/runner.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store, Study } from '../../../src/store/store.ts';
import { exampleConfig, exampleStudy } from '../../store/example-study.ts';
import { temporaryFolder } from '../../store/temporary-folder.ts';

let db: string;
let store: Store;
let study: Study;
beforeEach(async () => {
  db = join(temporaryFolder(), 'a.db');
  store = await openStore(db, 'create');
  const plain = exampleStudy('wine');
  const space = [
    { name: 'units', distribution: { type: 'int', min: 1, max: 8 } },
    { name: 'optimizer', distribution: { type: 'choice', values: ['adam', 'sgd'] } },
    { name: 'momentum', distribution: { type: 'uniform', min: 0, max: 1 }, when: { optimizer: ['sgd'] } },
  ] as const;
  const search = { ...plain.spec.search, trials: 3, repeats: true };
  study = await store.createStudy({ ...plain, spec: { ...plain.spec, space, search } });
  await store.addTrials(
    study.id,
    [0, 1, 2].map((trial) => ({ trial, config: exampleConfig })),
  );
});
afterEach(() => store.close());

const ask = (request: unknown) => steer({ request, askedBy: 'a test', study: study.id, db });
const lease = () => store.lease(study.id, thisRunner(), () => false);

it.each<[unknown, string]>([
  ['stop', 'request: must be an object, got "stop"'],
  [{ kind: 'halt' }, 'request.kind: must be one of'],
  [{ kind: 'prune' }, 'request.trial: must be'],
  [{ kind: 'prune', trial: -1 }, 'request.trial: must be'],
  [{ kind: 'stop', trial: 1 }, 'request.trial: is not a known field'],
  [{ kind: 'prune', trial: 9 }, "request.trial: study 'wine' has no trial 9"],
  [{ kind: 'prune', trial: 1 }, 'request.trial: must be one that runs; trial 1 is waiting'],
  [{ kind: 'extend', trials: 3 }, 'request.trials: must be more than the 3 that the study has, got 3'],
  [{ kind: 'extend', trials: 1e12 }, 'request.trials: must be at most 1000000, got 1000000000000'],
  [
    { kind: 'enqueue', config: { unit: 1 } },
    'request.config.unit: is not a parameter of the space (did you mean',
  ],
  [
    { kind: 'enqueue', config: { units: 9 } },
    'request.config.units: must be a whole number from 1 to 8, got 9',
  ],
  [
    { kind: 'enqueue', config: { optimizer: 'adam', momentum: 0.5 } },
    'request.config.momentum: must be left out: it has a value only where optimizer is sgd, got 0.5',
  ],
])('refuses %j in one clear line, and stores nothing', async (request, line) => {
  await lease();
  await expect(ask(request)).rejects.toThrow(line);
  expect(await store.requests(study.id)).toEqual([]);
  expect(await store.trials(study.id)).toHaveLength(3);
});

it('gives one fault for one value', async () => {
  await expect(ask({ kind: 'extend', trials: -5 })).rejects.toThrow(
    /^request.trials: must be at least 1, got -5$/,
  );
});

it('refuses what only a running process can do, and keeps the rest for the next start', async () => {
  for (const request of [{ kind: 'stop' }, { kind: 'prune', trial: 0 }])
    await expect(ask(request)).rejects.toThrow("no process runs study 'wine'");
  const { request, note } = await ask({ kind: 'extend', trials: 5 });
  expect(request).toMatchObject({ request: { kind: 'extend', trials: 5 }, askedBy: 'a test', answer: null });
  expect(worded(note)).toBe('no process runs the study: search() takes it up');
  await expect(ask({ kind: 'extend', trials: 5 })).rejects.toThrow('more than the 5');
  await lease();
  expect((await ask({ kind: 'stop' })).note).toBe('the process that runs the study takes it up');
});

it('draws the parameters that are left out, the same for the same trial, and other ones for the next', async () => {
  const first = await ask({ kind: 'enqueue', config: { optimizer: 'sgd', momentum: 0.5 } });
  const second = await ask({ kind: 'enqueue', config: {} });
  expect([first.request.trial, second.request.trial]).toEqual([3, 4]);
  const configs = (await store.waitingEnqueued(study.id)).map(({ config }) => config);
  expect(configs[0]).toMatchObject({ optimizer: 'sgd', momentum: 0.5 });
  expect(Object.keys(configs[0] ?? {})).toEqual(['units', 'optimizer', 'momentum']);
  expect(configs[1]?.units).not.toBeUndefined();
  expect(first.request.request).toEqual({ kind: 'enqueue', config: configs[0] });
});
