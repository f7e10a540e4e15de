import { describe, expect, it } from 'vitest';
import { hashOf } from '../../src/files/chunk-cache/chunked-file.ts';
import type { GivenStore } from './given-store.ts';

/** The contract of src/store/store.ts for the data that workers on other machines fetch. */
export function describeParcels(given: GivenStore): void {
  const chunks = [new Uint8Array(1000).fill(7), Uint8Array.of(0, 255, 39, 92), new Uint8Array(0)];
  const hashes = chunks.map(hashOf);
  const none = hashOf(Uint8Array.of(1));

  describe('a chunk', () => {
    it('is stored once, has the bytes that it was stored with, and is seen by other connections', async (context) => {
      const second = await given.secondConnection(context);
      for (const store of [given.store, second]) {
        for (const chunk of chunks) await store.putChunk(hashOf(chunk), chunk);
      }
      for (const [index, hash] of hashes.entries()) expect(await second.chunk(hash)).toEqual(chunks[index]);
      expect(await second.chunk(none)).toBeUndefined();
    });

    it('that is not there is named', async () => {
      await given.store.putChunk(hashes[1] as string, chunks[1] as Uint8Array);
      const many = Array.from({ length: 3000 }, (_, number) => hashOf(Uint8Array.of(number, number >> 8, 9)));
      const asked = [...hashes, ...many];
      expect(await given.store.missingChunks(asked)).toEqual(asked.filter((hash) => hash !== hashes[1]));
      expect(await given.store.missingChunks([])).toEqual([]);
    });
  });

  describe('a parcel', () => {
    it('belongs to its study and name, and takes the place of an earlier one', async () => {
      const study = await given.studyWith(0);
      const other = await given.studyWith(0, 'maximize');
      const parcel = { bytes: 3e10, chunkBytes: 2 ** 22, chunks: hashes };
      await given.store.setParcel(study.id, 'dataset', { ...parcel, bytes: 1 });
      await given.store.setParcel(study.id, 'dataset', parcel);
      expect(await given.store.parcel(study.id, 'dataset')).toEqual(parcel);
      expect(await given.store.parcel(study.id, 'initial')).toBeUndefined();
      expect(await given.store.parcel(other.id, 'dataset')).toBeUndefined();
    });
  });
}
