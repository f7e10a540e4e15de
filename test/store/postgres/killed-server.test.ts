import { expect, test } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import { TestServer } from '../../postgres/server.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { exampleConfig, exampleStudy } from '../example-study.ts';

await describeOnPostgres('a store whose server is killed', () => {
  test('has every claim that it answered: a process that lives on works on it', async () => {
    // A commit that does not wait for the disk is then written only after these seconds.
    const server = await TestServer.start({ isDurable: true, settings: { wal_writer_delay: '10s' } });
    try {
      const store = await openStore(await server.createDatabase(), 'create');
      const { id } = await store.createStudy(exampleStudy('killed'));
      await store.addTrials(id, [{ trial: 0, config: exampleConfig }]);
      expect(await store.claim(id, 0)).toMatchObject({ attempt: 1 });
      await server.kill();
      await server.restart();
      expect(await store.trial(id, 0)).toMatchObject({ state: 'running' });
      await store.close();
    } finally {
      await server.stop();
    }
  });
});
