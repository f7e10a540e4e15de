import { describe, expect, it } from 'vitest';
import { run } from '../e2e/hpsearch.ts';
import { describeOnPostgres } from '../postgres/shared.ts';
import { SteeredSearch } from './steered-search.ts';

const running = (count: number) => (trials: readonly { readonly state: string }[]) =>
  trials.filter(({ state }) => state === 'running').length === count;

/** The table of a search that nobody steers. */
async function undisturbed(search: object) {
  const alone = new SteeredSearch(search);
  alone.letGo();
  expect((await alone.start('--workers', '2').end).code).toBe(0);
  return alone.sampled();
}

function describeSteering(name: string, database: () => Promise<string | undefined>): void {
  describe(name, () => {
    const given = async (search: object) => new SteeredSearch(search, await database());

    it.each([1, 4])('at %i workers trains, prunes and extends as asked', async (workers) => {
      const sampler = { type: 'tpe', startup: 4 };
      const steered = await given({ trials: 6, sampler, lookback: 2 });
      const { end } = steered.start('--workers', String(workers));
      const atOnce = Math.min(workers, 4);
      const pruned = await steered.runningTrial();
      const enqueued = await steered.ask({ kind: 'enqueue', config: { width: 0.25 } });
      expect(enqueued.trial).toBe(6);
      await steered.ask({ kind: 'prune', trial: pruned });
      await steered.ask({ kind: 'extend', trials: 8 });
      await steered.untilPruned(pruned);
      expect(await steered.answers()).toEqual([
        'enqueue: true the next free worker trains it',
        'prune: true it ends after its epoch and counts as pruned',
        'extend: true it goes on to 8 trials',
      ]);
      steered.letGo();
      const { code, stderr } = await end;
      expect(stderr).toContain(
        `a test asked to prune trial ${pruned}: it ends after its epoch and counts as pruned`,
      );
      expect(code).toBe(0);
      const store = await steered.store();
      expect(await store.trial(1, 6)).toMatchObject({ state: 'complete', origin: 'enqueued' });
      expect((await store.trial(1, 6))?.config.width).toBe(0.25);
      const shown = await run(['show', String(pruned), '--db', steered.db], steered.directory);
      expect(shown.stdout).toContain(`trial ${pruned} of steered: pruned, as a test asked`);
      const complete = await run(['show', '6', '--json', '--db', steered.db], steered.directory);
      expect(JSON.parse(complete.stdout)).not.toHaveProperty('prunedBy');
      const names = new Set((await store.runs(1)).map(({ worker }) => worker));
      expect(names.size).toBeGreaterThanOrEqual(atOnce > 1 ? 2 : 1);
      const sampled = await steered.sampled();
      expect(sampled.map(({ draw }) => draw)).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      expect(sampled.filter(({ value }) => value === null)).toEqual([]);
    });

    it('sampled trials have the same configurations and values beside enqueued ones', async () => {
      const search = { trials: 8, sampler: { type: 'tpe', startup: 3 }, lookback: 2 };
      const steered = await given(search);
      const { end } = steered.start('--workers', '2');
      await steered.untilTrials(running(2));
      for (const width of [0.1, 0.9]) await steered.ask({ kind: 'enqueue', config: { width } });
      await steered.answers();
      steered.letGo();
      expect((await end).code).toBe(0);
      expect(await steered.sampled()).toEqual(await undisturbed(search));
      const store = await steered.store();
      expect((await store.trials(1)).filter(({ origin }) => origin === 'enqueued')).toHaveLength(2);
    });

    it('stops as after Ctrl-C, and says who asked', async () => {
      const search = { trials: 6 };
      const steered = await given(search);
      const { end } = steered.start('--workers', '1');
      await steered.untilTrials(running(1));
      await steered.ask({ kind: 'stop' });
      expect(await steered.answers()).toEqual([
        'stop: true no further trial starts, and running ones are recorded',
      ]);
      steered.letGo();
      const { code, stderr } = await end;
      expect(stderr).toMatch(/stopped, as a test asked, with 5 trials to go; resume with: hpsearch start/);
      expect(code).toBe(130);
      expect((await steered.start().end).code).toBe(0);
      expect(await steered.sampled()).toEqual(await undisturbed(search));
    });

    it('takes up after a kill what was asked before it, and what was asked while nothing ran', async () => {
      const steered = await given({ trials: 3 });
      const { child, end } = steered.start('--workers', '1');
      const pruned = await steered.runningTrial();
      // It can answer no more, and counts as alive.
      child.kill('SIGSTOP');
      await steered.ask({ kind: 'stop' });
      await steered.ask({ kind: 'prune', trial: pruned });
      child.kill('SIGKILL');
      await end;
      await steered.ask({ kind: 'enqueue', config: { width: 0.5 } });
      await steered.ask({ kind: 'extend', trials: 5 });
      await expect(steered.ask({ kind: 'stop' })).rejects.toThrow("no process runs study 'steered'");
      const again = steered.start('--workers', '6');
      await steered.untilPruned(pruned);
      expect(await steered.answers()).toEqual([
        'stop: false the process that ran it had ended',
        'prune: true it ends after its first epoch, once it runs and counts as pruned',
        'enqueue: true the next free worker trains it',
        'extend: true it has 5 trials',
      ]);
      steered.letGo();
      const { code, stderr } = await again.end;
      expect(stderr).toContain('study steered: 5 trials');
      expect(stderr).toContain('the search has 5 trials, as a test asked');
      expect(code).toBe(0);
      expect(await steered.sampled()).toHaveLength(5);

      expect(await (await steered.store()).trial(1, 3)).toMatchObject({
        origin: 'enqueued',
        state: 'complete',
      });
    });
  });
}

describeSteering('a search on SQLite that people steer', async () => undefined);

await describeOnPostgres('a search on PostgreSQL that people steer', (server) => {
  describeSteering('on a server', () => server.createDatabase());
});
