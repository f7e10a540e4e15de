import { expect, it, onTestFinished } from 'vitest';
import { type DatabaseWait, databaseWaits } from '../../../src/store/database-wait.ts';
import { openPostgresStore } from '../../../src/store/postgres/postgres-store.ts';
import type { Claim } from '../../../src/store/store.ts';
import { NetworkProxy } from '../../postgres/network-proxy.ts';
import { TestServer } from '../../postgres/server.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { completed, exampleConfig, exampleStudy } from '../example-study.ts';
import { commitCutter } from './commit-cutter.ts';

async function opened(url: string, isPatient = false) {
  const store = await openPostgresStore(url, { mayCreate: true, isPatient });
  onTestFinished(() => store.close());
  const study = await store.createStudy(exampleStudy('lost'));
  const trials = Array.from({ length: 4 }, (_, trial) => ({ trial, config: exampleConfig }));
  await store.addTrials(study.id, trials);
  return { store, study };
}

/** The waits that are published from now on. */
function publishedWaits(): DatabaseWait[] {
  const waits: DatabaseWait[] = [];
  const handle = (wait: unknown) => void waits.push(wait as DatabaseWait);
  databaseWaits.subscribe(handle);
  onTestFinished(() => void databaseWaits.unsubscribe(handle));
  return waits;
}

await describeOnPostgres('lost connections of PostgreSQL', (server) => {
  it.each(['before', 'after'] as const)(
    'a change whose connection breaks %s the server has committed it is made once',
    async (when) => {
      const { url, arm } = await commitCutter(await server.createDatabase());
      const { store, study } = await opened(url);
      const waits = publishedWaits();
      arm(when);
      expect(await store.claim(study.id, 0)).toMatchObject({ attempt: 1 });
      arm(when);
      const claim = { studyId: study.id, trial: 0, attempt: 1 };
      expect(await store.record(claim, completed(1), 5)).toBe(true);
      arm(when);
      expect(await store.beginDerived(study.id, { origin: 'rerun', parent: 0, config: {} })).toMatchObject({
        trial: 4,
      });
      arm(when);
      expect((await store.createStudy(exampleStudy('second'))).name).toBe('second');
      expect(await store.trials(study.id)).toHaveLength(5);
      if (when === 'before') expect(waits.at(-1)).toMatchObject({ reason: 'unreachable', isEndless: false });
    },
  );

  it('connections that an administrator ends are made anew', async () => {
    const url = await server.createDatabase();
    const { store, study } = await opened(url);
    for (let trial = 0; trial < 4; trial++) {
      await server.disconnect(url);
      expect(await store.claim(study.id, trial)).toMatchObject({ attempt: 1 });
    }
  });
});

// It takes half a minute.
const long = process.env.HPSEARCH_LONG === '1';

await describeOnPostgres('a network that is silent', (server) => {
  it.skipIf(!long)(
    'is given up, its transaction holds no lock, and the change is made by a new connection',
    async () => {
      const url = new URL(await server.createDatabase());
      const proxy = await NetworkProxy.start(Number(url.port));
      onTestFinished(() => proxy.stop());
      const { store, study } = await opened(url.href);
      const severed = await openPostgresStore(
        Object.assign(new URL(url), { port: String(proxy.port) }).href,
        { isPatient: true },
      );
      onTestFinished(() => severed.close());
      expect(await severed.claim(study.id, 0)).toBeDefined();
      const waits = publishedWaits();
      proxy.pause();
      const claiming = severed.claim(study.id, 1);
      while (waits.length === 0) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(waits[0]).toMatchObject({ reason: 'unreachable', isEndless: true });
      // The rows that the severed connection may have locked are free.
      expect(await store.beginDerived(study.id, { origin: 'rerun', config: {} })).toMatchObject({ trial: 4 });
      proxy.resume();
      expect(await claiming).toMatchObject({ attempt: 1 });
    },
  );
});

await describeOnPostgres('a PostgreSQL that is killed', () => {
  it('keeps all that was acknowledged, and a patient store waits until it is back', async () => {
    const server = await TestServer.start();
    onTestFinished(() => server.stop());
    const { store, study } = await opened(server.url(), true);
    const waits = publishedWaits();
    const claims: (Claim | undefined)[] = [];
    for (const trial of [0, 1, 2, 3]) claims.push(await store.claim(study.id, trial));
    expect(await store.record(claims[0] as never, completed(1), 5)).toBe(true);
    await server.kill();
    const recording = [1, 2].map((at) => store.record(claims[at] as never, completed(at), 5));
    while (waits.length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(waits[0]).toMatchObject({ reason: 'unreachable', isEndless: true });
    await server.restart();
    expect(await Promise.all(recording)).toEqual([true, true]);
    const states = (await store.trials(study.id)).map(({ state }) => state);
    // The last claim need not have reached the disk.
    expect(states.slice(0, 3)).toEqual(['complete', 'complete', 'complete']);
  });

  it('is an error after some seconds for a command, and at once for one that begins', async () => {
    const server = await TestServer.start();
    onTestFinished(() => server.stop());
    const { store, study } = await opened(server.url());
    await server.kill();
    const told = `postgres://tester@127.0.0.1:${server.port}/postgres cannot be reached: no server answers at 127.0.0.1 port ${server.port}`;
    await expect(openPostgresStore(server.url())).rejects.toThrow(told);
    await expect(store.counts(study.id)).rejects.toThrow(told);
  });
});
