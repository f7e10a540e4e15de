import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnPostgres } from '../postgres/shared.ts';
import { Fleet } from './fleet.ts';

await describeOnPostgres('workers that are lost', (server) => {
  let fleet: Fleet;
  beforeEach(async () => {
    fleet = new Fleet(server, await server.createDatabase());
  });
  afterEach(() => fleet.end());

  test('a killed worker’s trial runs again elsewhere', async () => {
    const coordinator = fleet.coordinator(fleet.gatedSpace(3));
    fleet.hold(0);
    const first = await fleet.worker();
    await fleet.running(first, 0);
    await first.kill();
    const second = await fleet.worker();
    await fleet.running(second, 0);
    fleet.open(0);
    expect((await coordinator.ended).code).toBe(0);
    const rows = await fleet.rows();
    expect(rows.map(({ state }) => state)).toEqual(['complete', 'complete', 'complete']);
    expect(rows.map(({ attempt }) => attempt)).toEqual([2, 1, 1]);
  });

  test('a worker that slept cannot overwrite its successor, and goes on with other trials', async () => {
    const coordinator = fleet.coordinator(fleet.gatedSpace(3));
    const trials = [0, 1, 2];
    fleet.hold(...trials);
    const sleeper = await fleet.worker({ env: { HPSEARCH_TEST_VALUE: '1' } });
    const slept = await fleet.runningTrial(sleeper);
    sleeper.signal('SIGSTOP');
    fleet.open(...trials.filter((trial) => trial !== slept));
    const successor = await fleet.worker({ env: { HPSEARCH_TEST_VALUE: '2' } });
    await fleet.running(successor, slept);
    expect((await fleet.rows())[slept]?.attempt).toBe(2);
    // The sleeper wakes, and its trial may end before its successor's.
    fleet.open(slept);
    sleeper.signal('SIGCONT');
    expect((await coordinator.ended).code).toBe(0);
    expect((await fleet.rows())[slept]).toMatchObject({ state: 'complete', attempt: 2, value: 2 });
    const another = fleet.coordinator(fleet.gatedSpace(6, 'another'));
    fleet.hold(3);
    await fleet.state('trial 3 runs', async () => (await fleet.rows('another'))[3]?.state === 'running');
    fleet.open(3);
    expect((await another.ended).code).toBe(0);
    expect(sleeper.hasEnded).toBe(false);
  });

  test('SIGTERM gives the running trial back at once', async () => {
    const coordinator = fleet.coordinator(fleet.gatedSpace(2));
    fleet.hold(0);
    const first = await fleet.worker();
    await fleet.running(first, 0);
    first.signal('SIGTERM');
    const end = await first.ended;
    expect(end.stderr).not.toMatch(/Error/);
    expect((await fleet.rows())[0]?.state).not.toBe('running');
    expect(await fleet.query('select 1 from hpsearch.workers')).toEqual([]);
    fleet.open(0);
    await fleet.worker();
    expect((await coordinator.ended).code).toBe(0);
    expect((await fleet.rows()).map(({ state }) => state)).toEqual(['complete', 'complete']);
  });
});
