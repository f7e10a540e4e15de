import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { inspectStore } from '../../../src/store/open-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import { keepAll } from '../../../src/store/store.ts';
import { completed, exampleConfig, exampleStudy } from '../example-study.ts';
import { temporaryFolder } from '../temporary-folder.ts';

it('a database names its missing artifacts, and counts the objects that nothing refers to', async () => {
  const folder = temporaryFolder();
  const place = temporaryFolder();
  const file = join(folder, 'study.db');
  const store = await openSqliteStore(file);
  const study = await store.createStudy(exampleStudy('wide'));
  await store.createStudy(exampleStudy('plain'));
  await store.setArtifacts(study.id, place);
  await store.addTrials(study.id, [{ trial: 0, config: exampleConfig }]);
  const claim = (await store.claim(study.id, 0)) ?? expect.fail();
  const bytes = 2 ** 20;
  await store.record(claim, completed(1, new Uint8Array(bytes)), keepAll);
  await store.close();

  const [shard = ''] = readdirSync(place);
  const [name = ''] = readdirSync(join(place, shard));
  writeFileSync(join(place, shard, 'left-behind'), 'abc');
  const sound = await inspectStore(file);
  const artifacts = { place, objects: 1, bytes, orphans: 1, orphanBytes: 3 };
  expect(sound).toMatchObject({ faults: [] });
  expect(sound?.studies).toEqual([
    { name: 'wide', trials: 1, artifacts: [artifacts] },
    { name: 'plain', trials: 0 },
  ]);
  rmSync(join(place, shard, name));
  const missing = `${place}/${shard}/${name} is missing: the weights of trial 0`;
  expect(await inspectStore(file)).toMatchObject({ faults: [missing] });
  rmSync(place, { recursive: true });
  expect(await inspectStore(file)).toMatchObject({
    faults: [`study wide: its artifacts: there is no folder ${place}`],
    studies: [
      { name: 'wide', trials: 1 },
      { name: 'plain', trials: 0 },
    ],
  });
  // For the removal at the end of the test.
  writeFileSync(place, '');
});
