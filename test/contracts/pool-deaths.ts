import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import type { TrialPool } from '../../src/pool/pool.ts';
import type { GivenPool } from './given-pool.ts';

const crash = (message: unknown) => ({ kind: 'crash', message });

/** Ways in which a worker may end, and the failure reported for each. */
const deaths = [
  [{ do: 'throw' }, crash(expect.stringMatching(/^the first line \(obedient\.js:\d+\)$/))],
  [{ do: 'throwNameless' }, crash(expect.stringMatching(/^TypeError/))],
  [{ do: 'rejectText' }, crash('only words')],
  [{ do: 'rejectUndefined' }, crash('undefined')],
  [{ do: 'rejectNull' }, crash(expect.stringContaining('null'))],
  [{ do: 'rejectOddObject' }, crash(expect.stringContaining('42'))],
  [{ do: 'rejectUncloneable' }, crash(expect.stringMatching(/./))],
  [{ do: 'answerNothing' }, crash(expect.stringContaining('undefined'))],
  [{ do: 'answerUncloneable' }, crash(expect.stringMatching(/./))],
  [{ do: 'throwInTimer' }, crash(expect.stringMatching(/^thrown in a timer \(obedient\.js:\d+\)$/))],
  [{ do: 'rejectUnheard' }, crash(expect.stringMatching(/^left unheard \(obedient\.js:\d+\)$/))],
  [{ do: 'exit', code: 0 }, crash(expect.stringMatching(/exited.*0/))],
  [{ do: 'exit', code: 1 }, crash(expect.stringMatching(/exited.*1/))],
] as const;

/** The contract of src/pool/pool.ts when a worker throws, dies or never ends. */
export function describeDeaths(given: GivenPool): void {
  describe('a lost task', () => {
    it('is a value, whatever a worker does to itself, and the pool goes on', async () => {
      const pool = given.poolOf(1);
      for (const [config, failure] of deaths) {
        const end = await given.run(pool, config);
        expect({ config, end }).toEqual({ config, end: { kind: 'lost', failure } });
        const after = await given.valueOf(pool, { do: 'answer', value: 7 });
        expect({ config, after }).toEqual({ config, after: 7 });
      }
    });

    it('is not the next one, when a worker dies of what it left behind', async () => {
      const pool = given.poolOf(1);
      for (let value = 0; value < 5; value++) {
        await given.run(pool, { do: 'answerAndRejectUnheard', value });
        expect(await given.valueOf(pool, { do: 'answer', value })).toBe(value);
      }
    });

    it('was begun, or has died in the hands of two workers', async () => {
      const { pool, board } = given.poolWithBoard(1);
      expect(await given.valueOf(pool, { do: 'answer', value: 4, deathsWhileLoading: 1 })).toBe(4);
      expect(board.tasks()).toBe(2);
      const end = await given.run(pool, { do: 'answer', deathsWhileLoading: 99 });
      expect(end).toMatchObject({ kind: 'lost', failure: { kind: 'crash' } });
      expect(board.tasks()).toBe(4);
    });

    it('leaves all the others, when every fourth worker dies', async () => {
      const pool = given.poolOf(2);
      const queue = Array.from({ length: 16 }, (_, value) => value).values();
      const ends: unknown[] = [];
      const lane = async () => {
        for (const value of queue) {
          ends[value] = await given.valueOf(pool, {
            do: value % 4 === 1 ? 'exit' : 'answer',
            value,
            code: 1,
          });
        }
      };
      await Promise.all([lane(), lane()]);
      const died = crash(expect.any(String));
      expect(ends).toEqual(ends.map((_, value) => (value % 4 === 1 ? died : value)));
    });
  });

  describe('a task that is given up', () => {
    it('is interrupted at once, and its worker is replaced', async () => {
      const pool = given.poolOf(1);
      const asked = new AbortController();
      const onReport = () => asked.abort();
      const end = await given.run(pool, { do: 'loop' }, { giveUp: asked.signal, onReport });
      expect(end.kind).toBe('interrupted');
      expect(await given.valueOf(pool, { do: 'countTasks' })).toBe(1);
      expect(await given.valueOf(pool, { do: 'answer', value: 5 })).toBe(5);
    });

    it('before it begins reaches no worker', async () => {
      const { pool, board } = given.poolWithBoard(1);
      await given.valueOf(pool, { do: 'answer', value: 1 });
      const end = await given.run(pool, { do: 'answer', value: 2 }, { giveUp: AbortSignal.abort() });
      expect(end.kind).toBe('interrupted');
      expect(board.tasks()).toBe(1);
    });

    it('after its end has the end that it had', async () => {
      const pool = given.poolOf(1);
      const asked = new AbortController();
      expect(await given.valueOf(pool, { do: 'answer', value: 3 }, { giveUp: asked.signal })).toBe(3);
      asked.abort();
      expect(await given.valueOf(pool, { do: 'answer', value: 4 })).toBe(4);
    });
  });

  describe('a deadline', () => {
    it('ends a worker that never would, and the pool is as large as before', async () => {
      const { pool } = given.poolWithBoard(2);
      const loops = [1, 2].map(() => given.run(pool, { do: 'loop' }, { timeoutSeconds: 0.3 }));
      const failure = { kind: 'timeout', message: expect.stringContaining('0.3 s') };
      expect(await Promise.all(loops)).toEqual([
        { kind: 'lost', failure },
        { kind: 'lost', failure },
      ]);
      expect(await runTogether(given, pool)).toEqual([1, 2]);
    });

    it('counts from when the worker began to train, not while it loads', async () => {
      const pool = given.poolOf(1);
      const order = { timeoutSeconds: 0.2 };
      expect(await given.valueOf(pool, { do: 'answer', value: 3, loadMs: 400 }, order)).toBe(3);
    });

    it('ends a worker that never begins, and gives its task to no other', async () => {
      const failure = {
        kind: 'timeout',
        message: "its worker did not load within 0.2 s: a module's import does not finish",
      };
      const order = { timeoutSeconds: 0.1 };
      const { pool, board } = given.poolWithBoard(1, { leastLoadSeconds: 0.2 });
      expect(await given.valueOf(pool, { do: 'answer', value: 1 })).toBe(1);
      expect(await given.valueOf(pool, { do: 'answer', loadMs: 1e9 }, order)).toEqual(failure);
      expect(board.tasks()).toBe(2);
      expect(await given.valueOf(pool, { do: 'answer', value: 2 })).toBe(2);
    });

    it('ends a worker whose module never loads', async () => {
      const { pool, board } = given.poolWithBoard(1, { leastLoadSeconds: 0.3 }, 'never-loads');
      const failure = { kind: 'timeout', message: expect.stringContaining('did not load within 0.3 s') };
      for (const config of [{}, {}])
        expect(await given.valueOf(pool, config, { timeoutSeconds: 0.1 })).toEqual(failure);
      // A thread that is ended in an endless loop may run for some milliseconds more.
      await vi.waitUntil(async () => {
        const beats = board.beats();
        await sleep(10);
        return board.beats() === beats;
      }, 10_000);
    });

    it('is over with its task', async () => {
      const pool = given.poolOf(1);
      expect(await given.valueOf(pool, { do: 'answer', value: 1 }, { timeoutSeconds: 0.1 })).toBe(1);
      expect(await given.valueOf(pool, { do: 'answer', value: 2, loadMs: 200 })).toBe(2);
    });
  });

  describe('a worker module that cannot be loaded', () => {
    it.each([
      ['unloadable', /this module does not load/],
      ['exits-while-loading', /./],
    ])('loses every task and keeps nobody waiting: %s', async (worker, message) => {
      const pool = given.poolOf(2, {}, worker);
      const failure = crash(expect.stringMatching(message));
      const lane = async () => [await given.valueOf(pool, {}), await given.valueOf(pool, {})];
      expect(await Promise.all([lane(), given.valueOf(pool, {})])).toEqual([[failure, failure], failure]);
    });
  });
}

/** Each ends only if both run at the same time. */
function runTogether(given: GivenPool, pool: TrialPool): Promise<unknown[]> {
  return Promise.all([1, 2].map((value) => given.valueOf(pool, { do: 'takePlace', together: 2, value })));
}
