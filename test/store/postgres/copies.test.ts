import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { openStore } from '../../../src/store/open-store.ts';
import type { Store } from '../../../src/store/store.ts';
import { fullStudy, rowsOf } from '../../contracts/store-copies.ts';
import { describeOnPostgres } from '../../postgres/shared.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const opened = async (location: string): Promise<Store> => {
  const store = await openStore(location, 'create');
  onTestFinished(() => store.close());
  return store;
};

const copied = (from: Store, study: number, to: Store) =>
  to.addCopy({ name: 'copy' }, (add) => from.copyStudy(study, add));

await describeOnPostgres('copies between SQLite and PostgreSQL', (server) => {
  it('are the same in all tables, there and back', async () => {
    const file = () => join(temporaryFolder(), 'study.db');
    const [first, there, back] = [
      await opened(file()),
      await opened(await server.createDatabase()),
      await opened(file()),
    ];
    const study = await fullStudy(first);
    const onServer = await copied(first, study.id, there);
    const again = await copied(there, onServer, back);
    const [, ...rows] = await rowsOf(first, study.id);
    expect((await rowsOf(there, onServer)).slice(1)).toEqual(rows);
    expect((await rowsOf(back, again)).slice(1)).toEqual(rows);
    const { id: _, ...recorded } = study;
    expect(await back.findStudy('copy')).toMatchObject({
      ...recorded,
      name: 'copy',
      spec: { ...study.spec, name: 'copy' },
    });
    expect(await back.trials(again)).toEqual(await there.trials(onServer));
  });
});
