import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recorded, run, temporaryDirectory } from '../e2e/hpsearch.ts';
import { NetworkProxy } from '../postgres/network-proxy.ts';
import { TestServer } from '../postgres/server.ts';
import { describeOnPostgres } from '../postgres/shared.ts';
import { Fleet } from './fleet.ts';

await describeOnPostgres('connections that are lost', () => {
  let server: TestServer;
  const { directory, remove } = temporaryDirectory();
  beforeAll(async () => {
    server = await TestServer.start({ isDurable: true });
  });
  afterAll(async () => {
    await server.stop();
    remove();
  });

  /** Eight trials, of which the last one lasts until `disturb` is done: all end, and as if nothing had been. */
  async function disturbed(name: string, disturb: (fleet: Fleet) => Promise<void>, proxy?: NetworkProxy) {
    const fleet = new Fleet(server, await server.createDatabase());
    const address = proxy && { database: server.url(new URL(fleet.database).pathname.slice(1), proxy.port) };
    try {
      const space = fleet.gatedSpace(8, name);
      fleet.hold(7);
      const coordinator = fleet.launch(['start', space, '--no-check', '--no-train'], address);
      const worker = await fleet.worker(address);
      await fleet.running(worker, 7);
      await disturb(fleet);
      fleet.open(7);
      const { code, stderr } = await coordinator.ended;
      expect(code, stderr).toBe(0);
      expect(worker.hasEnded).toBe(false);
      const alone = await run(['start', space, '--db', `${name}.db`, '--quiet'], directory);
      expect(alone.code, alone.stderr).toBe(0);
      const expected = await recorded(join(directory, `${name}.db`), name);
      expect(expected).toHaveLength(8);
      expect(await recorded(fleet.database, name)).toEqual(expected);
    } finally {
      await fleet.end();
    }
  }

  test('a server that is killed and restarted loses nothing that was recorded', () =>
    disturbed('killed', async (fleet) => {
      const complete = (await fleet.rows()).filter(({ state }) => state === 'complete');
      // At most four jobs are under way for one slot.
      expect(complete.length).toBeGreaterThan(2);
      await server.kill();
      await server.restart();
      expect(await fleet.rows()).toEqual(expect.arrayContaining(complete));
    }));

  test('connections that an administrator ends are opened again', () =>
    disturbed('ended', async (fleet) => {
      expect(await server.disconnect(fleet.database)).toBeGreaterThanOrEqual(2);
    }));

  test('connections that a network resets are opened again', async () => {
    const proxy = await NetworkProxy.start(server.port);
    await disturbed('reset', async () => proxy.drop(), proxy);
    await proxy.stop();
  });
});
