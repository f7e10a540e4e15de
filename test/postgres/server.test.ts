import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { NetworkProxy } from './network-proxy.ts';
import { TestServer } from './server.ts';
import { describeOnPostgres } from './shared.ts';

await describeOnPostgres('a server for the run', (server) => {
  test('gives each caller an empty database', async () => {
    const [one, other] = [await server.createDatabase(), await server.createDatabase()];
    await server.query('create table here (n int)', { database: one });
    await expect(server.query('select * from here', { database: other })).rejects.toThrow(/does not exist/);
  });

  describe('a server of a test', () => {
    let own: TestServer;
    beforeAll(async () => {
      own = await TestServer.start();
    });
    afterAll(() => own.stop());

    test('is killed and restarted, and keeps what was committed', async () => {
      const database = await own.createDatabase();
      await own.query('create table kept (n int)', { database });
      await own.query('insert into kept values (1)', { database });
      await own.kill();
      await expect(own.query('select 1')).rejects.toThrow(/ECONNREFUSED/);
      await own.restart();
      expect(await own.query('select n from kept', { database })).toEqual([{ n: 1 }]);
    });

    test('loses its connections by a proxy or by an administrator', async () => {
      const proxy = await NetworkProxy.start(own.port);
      const throughProxy = own.url('postgres', proxy.port);
      expect(await own.query('select 2 as n', { database: throughProxy })).toEqual([{ n: 2 }]);
      const asleep = () => own.query('select pg_sleep(60)', { database: throughProxy }).catch(String);
      const [dropped, ended] = [asleep(), asleep()];
      const sleepers = `select 1 from pg_stat_activity where query like 'select pg_sleep%'`;
      while ((await own.query(sleepers)).length < 2);
      expect(await own.disconnect(own.url())).toBeGreaterThanOrEqual(2);
      expect(await ended).toMatch(/terminating connection/);
      await dropped;
      const cut = asleep();
      while ((await own.query(sleepers)).length < 1);
      proxy.drop();
      expect(await cut).toMatch(/terminated|ECONNRESET/);
      await proxy.stop();
    });
  });
});
