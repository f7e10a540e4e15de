import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { UsageError } from '../../../src/faults/errors.ts';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { killRepeatedly, studyIn, tornTrials, writer } from '../busy-study.ts';
import { exampleEnsemble } from '../example-ensemble.ts';
import { completed, exampleConfig, exampleStudy } from '../example-study.ts';

const opener = fileURLToPath(new URL('../../fixtures/store/opener.mjs', import.meta.url));

async function endOf(script: string, ...args: string[]): Promise<void> {
  const [code] = await once(spawn(process.execPath, [script, ...args], { stdio: 'ignore' }), 'exit');
  expect(code).toBe(0);
}

const each = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, at) => make(at));

await describeOnPostgres('many writers of one PostgreSQL', (server) => {
  /** Stores of the same database, each with connections of its own. */
  const storesOf = async (url: string, count: number): Promise<Store[]> => {
    const stores = await Promise.all(each(count, () => openStore(url, 'create')));
    onTestFinished(async () => {
      for (const store of stores) await store.close();
    });
    return stores;
  };

  it('processes that open the same new database at once all find its tables', async () => {
    const url = await server.createDatabase();
    await Promise.all(each(5, () => endOf(opener, url)));
  });

  it('processes that write at once all get their turn, and every result is whole', async () => {
    const url = await server.createDatabase();
    const { store, study } = await studyIn(url, 120);
    onTestFinished(() => store.close());
    await Promise.all(['0', '1', '2'].map((first) => endOf(writer, url, first, '3')));
    expect(await store.counts(study.id)).toMatchObject({ complete: 120 });
    expect(await tornTrials(store, study)).toEqual([]);
  });

  it('kills at any moment leave only whole trials, and none is lost that was acknowledged', async () => {
    await killRepeatedly(await server.createDatabase(), 'postgres');
  });

  it('a name, a number, a trial, a lease and an ensemble each go to one of many', async () => {
    const url = await server.createDatabase();
    const stores = await storesOf(url, 8);
    const created = await Promise.allSettled(stores.map((store) => store.createStudy(exampleStudy('same'))));
    const studies = created.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const refusals = created.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
    expect([studies.length, refusals.every((reason) => reason instanceof UsageError)]).toEqual([1, true]);
    const { id } = studies[0] as (typeof studies)[0];

    const trials = each(50, (trial) => ({ trial, config: exampleConfig }));
    await Promise.all(stores.map((store) => store.addTrials(id, trials)));
    const numbers = await Promise.all(
      stores.map(
        async (store) => (await store.beginDerived(id, { origin: 'rerun', config: exampleConfig })).trial,
      ),
    );
    expect(numbers.sort((a, b) => a - b)).toEqual(each(8, (at) => 50 + at));

    const claims = await Promise.all(
      stores.flatMap((store) => trials.map(({ trial }) => store.claim(id, trial))),
    );
    const won = claims.filter((claim) => claim !== undefined);
    expect(won.map(({ trial }) => trial).sort((a, b) => a - b)).toEqual(trials.map(({ trial }) => trial));

    // The best five are kept, whatever the order in which eight connections record.
    const recorded = won.map((claim, at) =>
      (stores[at % 8] as Store).record(claim, completed(claim.trial), 5),
    );
    expect((await Promise.all(recorded)).every((isCurrent) => isCurrent)).toBe(true);
    const [first] = stores as [Store];
    expect(await first.trialsWithWeights(id)).toEqual([0, 1, 2, 3, 4]);

    const leases = await Promise.all(
      stores.map((store, processId) =>
        store.lease(id, { host: 'here', processId, processStart: '' }, () => true),
      ),
    );
    expect(leases.filter((other) => other === undefined)).toHaveLength(1);
    const saved = await Promise.allSettled(
      stores.map((store) => store.saveEnsemble(id, exampleEnsemble('same', [0, 1]), 'add')),
    );
    expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });
});
