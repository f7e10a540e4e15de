import { afterEach, beforeEach, expect, test } from 'vitest';
import { describeOnPostgres } from '../postgres/shared.ts';
import { Fleet } from './fleet.ts';

await describeOnPostgres('coordinators', (server) => {
  let fleet: Fleet;
  beforeEach(async () => {
    fleet = new Fleet(server, await server.createDatabase());
  });
  afterEach(() => fleet.end());

  test('one that is killed: its workers finish what they have, and another one takes over', async () => {
    const space = fleet.gatedSpace(4);
    const first = fleet.coordinator(space);
    fleet.hold(0, 2);
    const worker = await fleet.worker();
    await fleet.running(worker, 0);
    await first.kill();
    fleet.open(0);
    await fleet.state('trial 0 is recorded', async () => (await fleet.rows())[0]?.state === 'complete');
    const second = fleet.coordinator(space);
    await fleet.running(worker, 2);
    fleet.open(2);
    expect((await second.ended).code).toBe(0);
    expect((await fleet.rows()).map(({ state, attempt }) => [state, attempt])).toEqual(
      Array(4).fill(['complete', 1]),
    );
  });

  test('a second one of the same study is refused while the first lives', async () => {
    const space = fleet.gatedSpace(2);
    const first = fleet.coordinator(space);
    fleet.hold(0);
    const worker = await fleet.worker();
    await fleet.running(worker, 0);
    const second = await fleet.coordinator(space).ended;
    expect(second.code).toBe(2);
    expect(second.stderr).toMatch(/process \d+/);
    fleet.open(0);
    expect((await first.ended).code).toBe(0);
  });

  test('two studies share one worker', async () => {
    const [long, short] = [fleet.gatedSpace(40, 'long'), fleet.gatedSpace(5, 'short')];
    fleet.hold(0);
    const coordinators = [fleet.coordinator(long)];
    const worker = await fleet.worker();
    await fleet.running(worker, 0, 'long');
    coordinators.push(fleet.coordinator(short));
    await fleet.state(
      'the short study has a trial to run',
      async () => (await fleet.rows('short')).length > 0,
    );
    // The last trials of the long study wait until the short one, which has none of these numbers, has ended.
    fleet.hold(...Array.from({ length: 15 }, (_, index) => 25 + index));
    fleet.open(0);
    expect((await (coordinators[1] as (typeof coordinators)[0]).ended).code).toBe(0);
    const rows = await fleet.rows('long');
    expect(rows.filter(({ state }) => state === 'complete').length).toBeLessThan(26);
    fleet.open(...Array.from({ length: 15 }, (_, index) => 25 + index));
    expect((await (coordinators[0] as (typeof coordinators)[0]).ended).code).toBe(0);
  });
});
