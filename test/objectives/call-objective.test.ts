import { expect, test } from 'vitest';
import { type CallInput, callObjective } from '../../src/objectives/call-objective.ts';
import type { Report, Run } from '../../src/objectives/objective.ts';
import type { EpochRecord } from '../../src/study/trial.ts';

const objective = { metric: 'score', direction: 'maximize' } as const;
const summary = { epochs: 0, bestEpoch: null, parameters: null };

/** Calls `run`; it is asked to stop once it has reported `pruneAfter` steps. */
function call(run: Run, changes: Partial<CallInput> & { pruneAfter?: number } = {}) {
  const { pruneAfter = Number.POSITIVE_INFINITY, ...rest } = changes;
  const told: EpochRecord[] = [];
  const input = {
    run,
    parameters: undefined,
    config: {},
    objective,
    timeoutSeconds: 60,
    seed: 1,
    trial: 3,
    ...rest,
  };
  const hooks = {
    onStep: (record: EpochRecord) => void told.push(record),
    shouldStop: () => told.length >= pruneAfter,
  };
  return callObjective(input, hooks).then((called) => ({ ...called, told }));
}

test.each<[string, Run, object]>([
  ['a number', () => 3, { state: 'complete', value: 3, metrics: { score: 3 }, ...summary }],
  [
    'numbers by name, and later',
    async () => ({ score: 2, cost: 9 }),
    { state: 'complete', value: 2, metrics: { score: 2, cost: 9 }, ...summary },
  ],
  [
    'a name that is too long',
    () => ({ score: 1, ['x'.repeat(600)]: 2 }),
    {
      kind: 'rejected',
      message: expect.stringMatching(/^a metric's name has at most 512 characters, and x+/),
    },
  ],
  ['what is not finite', () => Number.NaN, { kind: 'diverged', message: 'score is NaN; it must be finite' }],
  [
    'another number that is not finite',
    () => ({ score: 1, cost: Number.POSITIVE_INFINITY }),
    { kind: 'diverged', message: 'cost is Infinity; it must be finite' },
  ],
  [
    'numbers without the objective',
    () => ({ cost: 1 }),
    {
      kind: 'crash',
      message: 'run must return a number, or an object of numbers that has score, and gave {"cost":1}',
    },
  ],
  [
    'a text',
    () => 'a',
    {
      kind: 'crash',
      message: "run must return a number, or an object of numbers that has score, and gave the text 'a'",
    },
  ],
  ['nothing', () => {}, { kind: 'crash', message: 'run returned no value, and reported none' }],
  [
    'an error',
    () => {
      throw new Error('no such disk\nat all');
    },
    { kind: 'crash', message: 'no such disk' },
  ],
])('what a function returns is the outcome: %s', async (_title, run, expected) => {
  const { outcome } = await call(run);
  if (outcome.state === 'failed') expect(outcome).toEqual({ state: 'failed', epochs: 0, failure: expected });
  else expect(outcome).toEqual(expected);
});

const reports =
  (...values: readonly Parameters<Report>[0][]): Run =>
  (_, report) => {
    for (const value of values) report(value);
  };

test('reports are the history, and the first of the best of them the value where nothing is returned', async () => {
  const { outcome, history, told } = await call(reports(1, { score: 4, cost: 2 }, 4, 3));
  expect(history).toEqual([
    { epoch: 1, metrics: { score: 1 } },
    { epoch: 2, metrics: { score: 4, cost: 2 } },
    { epoch: 3, metrics: { score: 4 } },
    { epoch: 4, metrics: { score: 3 } },
  ]);
  expect(told).toEqual(history);
  const best = { value: 4, metrics: { score: 4, cost: 2 }, bestEpoch: 2 };
  expect(outcome).toEqual({ state: 'complete', epochs: 4, parameters: null, ...best });
});

test('a returned value has the step of the best report only where it is that report', async () => {
  const after = async (returned: number) => {
    const run: Run = async (...given) => {
      await reports(1, 4, 3)(...given);
      return returned;
    };
    const { outcome } = await call(run);
    return outcome;
  };
  expect(await after(4)).toMatchObject({ value: 4, bestEpoch: 2, epochs: 3 });
  expect(await after(3)).toMatchObject({ value: 3, bestEpoch: null, epochs: 3 });
});

test('a report that cannot be recorded ends the trial, even of a function that catches its error', async () => {
  const stubborn: Run = (_, report) => {
    try {
      report(Number.NaN);
    } catch {}
    return 5;
  };
  const failure = { kind: 'diverged', message: 'score is NaN; it must be finite' };
  expect((await call(stubborn)).outcome).toEqual({ state: 'failed', epochs: 0, failure });
});

test.each<[string, Run]>([
  [
    'returns',
    async (_, report, signal) => {
      for (let step = 1; !signal.aborted; step++) report(step);
    },
  ],
  [
    'throws the reason',
    async (_, report, signal) => {
      for (let step = 1; ; step++) {
        report(step);
        signal.throwIfAborted();
      }
    },
  ],
  [
    'waits on something that is aborted',
    async (_, report, signal) => {
      report(1);
      report(2);
      report(3);
      await new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(new DOMException('aborted', 'AbortError')));
        if (signal.aborted) reject(new DOMException('aborted', 'AbortError'));
      });
    },
  ],
])('the signal tells a function that it is pruned: one that %s', async (_title, run) => {
  const { outcome } = await call(run, { pruneAfter: 3 });
  expect(outcome).toMatchObject({ state: 'pruned', value: 3, bestEpoch: 3, epochs: 3 });
});

test('a function that is told shortly before its time is over may still return', async () => {
  const untilAborted: Run = (_, report, signal) =>
    new Promise((resolve) => {
      report(1);
      signal.addEventListener('abort', () => resolve(7));
    });
  const { outcome } = await call(untilAborted, { timeoutSeconds: 0.2 });
  expect(outcome).toMatchObject({ state: 'complete', value: 7 });
});

test('or give up', async () => {
  const givesUp: Run = (_, __, signal) =>
    new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  const failure = { kind: 'timeout', message: 'did not end within 0.2 s' };
  expect((await call(givesUp, { timeoutSeconds: 0.2 })).outcome).toMatchObject({ state: 'failed', failure });
});

test('its tools are the same in every run of a trial, and others in another trial', async () => {
  const drawn = async (trial: number) => {
    const { outcome } = await call((_, __, ___, { seed, random }) => ({ score: random(), seed, trial }), {
      trial,
    });
    return outcome.state === 'complete' ? outcome.metrics : undefined;
  };
  expect(await drawn(4)).toEqual(await drawn(4));
  expect((await drawn(4))?.seed).not.toBe((await drawn(5))?.seed);
  expect((await drawn(4))?.score).not.toBe((await drawn(5))?.score);
});

test('what the space leaves out is the default of its constraint', async () => {
  const parameters = {
    width: { type: 'integer', default: 3 },
    depth: { type: 'integer', default: 2 },
    name: { type: 'any' },
  } as const;
  const run: Run = ({ width, depth }) => Number(width) * 10 + Number(depth);
  const { outcome } = await call(run, { parameters, config: { depth: 7 } });
  expect(outcome).toMatchObject({ value: 37 });
});
