import { readdirSync, readFileSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished, test } from 'vitest';
import { type Dataset, fingerprint } from '../../../src/data/dataset.ts';
import { sharedFloats } from '../../../src/data/shared-memory.ts';
import { makeRoom } from '../../../src/files/chunk-cache/cache-room.ts';
import { dataCache, fetchStudyData } from '../../../src/runs/parcels/fetch-study-data.ts';
import { chunksOf } from '../../../src/runs/parcels/parcel-chunks.ts';
import { publishStudyData } from '../../../src/runs/parcels/publish-study-data.ts';
import { openSqliteStore } from '../../../src/store/sqlite/sqlite-store.ts';
import type { Store, Study } from '../../../src/store/store.ts';
import { exampleStudy } from '../../store/example-study.ts';
import { temporaryFolder } from '../../store/temporary-folder.ts';
import { separableBlobs } from '../../training/example-data.ts';

/** 12 MB and some bytes: three chunks. */
function threeChunks(first = 0): Dataset {
  const small = separableBlobs();
  const rows = 1_000_000;
  const x = sharedFloats(2 * rows);
  for (let at = 0; at < x.length; at++) x[at] = at === 0 ? first : Math.sin(at);
  const train = { ...small.splits.train, rows, x, y: sharedFloats(rows) };
  return { ...small, splits: { ...small.splits, train } };
}

describe('the data of a study', () => {
  let store: Store;
  let study: Study;
  let cache: string;
  const dataset = threeChunks();

  beforeEach(async () => {
    const opened = await openSqliteStore(':memory:');
    onTestFinished(() => opened.close());
    store = opened;
    cache = join(temporaryFolder(), 'cache', 'data');
    study = await store.createStudy(exampleStudy('first'));
  });

  /** A store whose chunks are counted, and that fails after `most` of them. */
  function counting(most = Number.POSITIVE_INFINITY) {
    const count = { put: 0, fetched: 0 };
    const counted: Store = {
      ...store,
      putChunk: async (...chunk) => {
        if (count.put === most) throw new Error('cut');
        count.put++;
        await store.putChunk(...chunk);
      },
      chunk: async (hash) => {
        if (count.fetched === most) throw new Error('cut');
        count.fetched++;
        return store.chunk(hash);
      },
    };
    return { count, store: counted };
  }

  const cachedFile = () => join(cache, readdirSync(cache)[0] as string);

  it('arrive as they were published, on memory that threads share', async () => {
    const layers = [{ name: 'dense1', weights: [{ shape: [2], values: sharedFloats(2).fill(0.5) }] }];
    const initial = { layers, freeze: ['dense1'] };
    await publishStudyData(store, study, { dataset, initial });
    const fetched = await fetchStudyData(store, study, cache);
    expect(fingerprint(fetched.dataset)).toBe(fingerprint(dataset));
    expect(fetched.initial).toEqual(initial);
    expect(fetched.dataset.splits.train.x.buffer).toBeInstanceOf(SharedArrayBuffer);
  });

  it('are stored once for all studies that have them, and in one file of each machine', async () => {
    const other = await store.createStudy(exampleStudy('second'));
    await publishStudyData(store, study, { dataset });
    const again = counting();
    await publishStudyData(again.store, other, { dataset });
    expect(again.count.put).toBe(0);
    await fetchStudyData(store, study, cache);
    await fetchStudyData(again.store, other, cache);
    expect(again.count.fetched).toBe(0);
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it('that have changed share the chunks that have not', async () => {
    await publishStudyData(store, study, { dataset });
    const { count, store: counted } = counting();
    await publishStudyData(counted, study, { dataset: threeChunks(1) });
    expect(count.put).toBe(1);
    const fetched = await fetchStudyData(store, study, cache);
    expect(fetched.dataset.splits.train.x[0]).toBe(1);
  });

  it.for([0, 1, 2])('go on after chunk %i when sending or fetching was cut', async (after) => {
    const sending = publishStudyData(counting(after).store, study, { dataset });
    await expect(sending).rejects.toThrow('cut');
    expect(await store.parcel(study.id, 'dataset')).toBeUndefined();
    const sent = counting();
    await publishStudyData(sent.store, study, { dataset });
    expect(sent.count.put).toBe(3 - after);

    await expect(fetchStudyData(counting(after).store, study, cache)).rejects.toThrow('cut');
    const resumed = counting();
    const fetched = await fetchStudyData(resumed.store, study, cache);
    expect(resumed.count.fetched).toBe(3 - after);
    expect(fingerprint(fetched.dataset)).toBe(fingerprint(dataset));
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it.for([
    ['has another byte', (file: string) => flipByte(file, 5_000_000), 1],
    ['lacks its end', (file: string) => truncateSync(file, 9_000_000), 1],
    ['is the file of another parcel', (file: string) => writeFileSync(file, 'other'), 3],
    ['is too long', (file: string) => truncateSync(file, 20_000_000), 0],
  ] as const)('are fetched again where a cached file %s', async ([, damage, chunks]) => {
    await publishStudyData(store, study, { dataset });
    await fetchStudyData(store, study, cache);
    damage(cachedFile());
    const { count, store: counted } = counting();
    const fetched = await fetchStudyData(counted, study, cache);
    expect(fingerprint(fetched.dataset)).toBe(fingerprint(dataset));
    expect(count.fetched).toBe(chunks);
  });

  it('are whole for two that fetch them at once, though one of them is cut', async () => {
    await publishStudyData(store, study, { dataset });
    const [first, second] = await Promise.allSettled([
      fetchStudyData(store, study, cache),
      fetchStudyData(store, study, cache),
      // May also end well, by the chunks of the others.
      fetchStudyData(counting(1).store, study, cache),
    ]);
    for (const ended of [first, second]) {
      if (ended.status === 'rejected') throw ended.reason;
      expect(fingerprint(ended.value.dataset)).toBe(fingerprint(dataset));
    }
    expect(readdirSync(cache)).toHaveLength(1);
  });

  it('are refused when a chunk of the database is damaged or missing', async () => {
    await publishStudyData(store, study, { dataset });
    const damaged: Store = { ...store, chunk: async () => Uint8Array.of(1) };
    const lost: Store = { ...store, chunk: async () => undefined };
    const refused = "the data set of study 'first' is not whole in the database: chunk 1 of 3 is";
    await expect(fetchStudyData(damaged, study, cache)).rejects.toThrow(`${refused} damaged`);
    await expect(fetchStudyData(lost, study, cache)).rejects.toThrow(`${refused} missing`);
  });

  it('are refused by the name of the folder that cannot be written', async () => {
    await publishStudyData(store, study, { dataset });
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'file'), '');
    await expect(fetchStudyData(store, study, join(folder, 'file', 'data'))).rejects.toThrow(
      `cannot keep the data set of study 'first', 13 MB, in ${folder}/file/data: a part of the path is a file, not a folder (ENOTDIR); HPSEARCH_HOME names another place`,
    );
  });

  it('are readable by their owner alone', async () => {
    await publishStudyData(store, study, { dataset });
    await fetchStudyData(store, study, cache);
    expect(statSync(cache).mode & 0o777).toBe(0o700);
    expect(statSync(cachedFile()).mode & 0o777).toBe(0o600);
  });
});

test('the cache keeps what was used last, and touches no file of others', async () => {
  const folder = temporaryFolder();
  const names = ['a', 'b', 'c'].map((letter) => letter.repeat(64));
  const changed = () =>
    Math.max(0, ...readdirSync(folder).map((name) => statSync(join(folder, name)).ctimeMs));
  for (const name of ['notes.txt', ...names.toReversed()]) {
    const before = changed();
    do writeFileSync(join(folder, name), Buffer.alloc(100));
    while (changed() === before);
  }
  await makeRoom(join(folder, names[2] as string), 100, 250);
  expect(readdirSync(folder).sort()).toEqual([names[0], names[2], 'notes.txt']);
  await makeRoom(join(folder, 'd'.repeat(64)), 1000, 250);
  expect(readdirSync(folder)).toEqual(['notes.txt']);
});

test('chunks hold all bytes in order, whatever the sizes of the parts', () => {
  const parts = [0, 1, 5, 0, 13, 4, 8].map((length, part) =>
    Uint8Array.from({ length }, (_, at) => 20 * part + at),
  );
  for (const size of [1, 3, 4, 31, 100]) {
    const chunks = [...chunksOf(parts, size)].map((chunk) => chunk.length);
    expect(chunks.slice(0, -1).every((length) => length === size)).toBe(true);
    const bytes: number[] = [];
    for (const chunk of chunksOf(parts, size)) bytes.push(...chunk);
    expect(bytes).toEqual(parts.flatMap((part) => [...part]));
  }
  expect([...chunksOf([])]).toEqual([]);
});

test('the folder of the cache is beside the installations of TensorFlow', () => {
  expect(dataCache({ HPSEARCH_HOME: '/a' })).toBe('/a/data');
  expect(dataCache({ XDG_CACHE_HOME: '/b' })).toBe('/b/hpsearch/data');
});

function flipByte(file: string, at: number): void {
  const bytes = readFileSync(file);
  bytes[at] = (bytes[at] as number) ^ 1;
  writeFileSync(file, bytes);
}
