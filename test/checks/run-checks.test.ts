import { describe, expect, test } from 'vitest';
import type { Check } from '../../src/checks/check.ts';
import { modelChecks } from '../../src/checks/model-checks.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { UsageError } from '../../src/faults/errors.ts';
import { backend, contextOf } from './model/given-context.ts';

const { tf } = backend;
const checkOf = (name: string, run: Check['run']): Check => ({
  name,
  hypothesis: `${name} holds`,
  isCheap: true,
  run,
});
const failing = (message: string) => () => {
  throw new Error(message);
};

/** A clock that goes on by a second each time it is asked. */
function clock() {
  let milliseconds = 0;
  return () => {
    milliseconds += 1000;
    return milliseconds;
  };
}

describe('runChecks', () => {
  test('adds what a verdict leaves out, and tells of each result at once', async () => {
    const told: string[] = [];
    const results = await runChecks(
      [
        checkOf('first', () => ({ status: 'pass', message: 'yes' })),
        checkOf('second', async () => ({ status: 'warn', message: told.join(), numbers: { a: 1 } })),
      ],
      contextOf({}),
      { now: clock(), onResult: ({ name }) => told.push(name) },
    );
    const common = { exhibits: [], seconds: 1 };
    expect(results).toEqual([
      { name: 'first', hypothesis: 'first holds', status: 'pass', message: 'yes', numbers: {}, ...common },
      {
        name: 'second',
        hypothesis: 'second holds',
        status: 'warn',
        message: 'first',
        numbers: { a: 1 },
        ...common,
      },
    ]);
  });

  test('makes an error a failure, once', async () => {
    const checks = [failing('no\nstack'), failing('no'), failing('other')].map((run, at) =>
      checkOf(`c${at}`, run),
    );
    const results = await runChecks(checks, contextOf({}), { now: () => 0 });
    expect(results[0]?.advice).not.toContain('own code');
    expect(results.map(({ status, message }) => [status, message])).toEqual([
      ['fail', 'no'],
      ['skip', 'as c0: no'],
      ['fail', 'other'],
    ]);
  });

  test('passes on an error that hpsearch itself raises', async () => {
    const raising = checkOf('raising', () => {
      throw new UsageError('wrong');
    });
    await expect(runChecks([raising], contextOf({}), { now: () => 0 })).rejects.toThrow(UsageError);
  });

  test('frees what a check leaves, also after an error, and gives each the same random numbers again', async () => {
    const { numTensors } = tf.memory();
    const { random } = Math;
    const drawn: number[] = [];
    const leaving = checkOf('leaving', () => {
      drawn.push(Math.random());
      tf.variable(tf.ones([3]));
      throw new Error('broken');
    });
    const drawing = checkOf('drawing', () => ({
      status: 'pass',
      message: String(drawn.push(Math.random())),
    }));
    await runChecks([leaving, drawing], contextOf({}), { now: () => 0 });
    await runChecks([drawing, leaving], contextOf({}), { now: () => 0 });
    expect(tf.memory().numTensors).toBe(numTensors);
    expect(Math.random).toBe(random);
    expect([drawn[3], drawn[2]]).toEqual([drawn[0], drawn[1]]);
    expect(drawn[0]).not.toBe(drawn[1]);
  });

  test('tells of a model that cannot be built once', async () => {
    const family = { build: failing('no such activation') };
    const results = await runChecks(modelChecks, contextOf({ family }), { now: () => 0 });
    const failed = results.filter(({ status }) => status === 'fail');
    expect(failed.map(({ name, message }) => [name, message])).toEqual([['builds', 'no such activation']]);
    expect(results.find(({ name }) => name === 'logits')?.status).toBe('skip');
  });
});
