import { beforeEach, describe, expect, it } from 'vitest';
import type { ArtifactStore } from '../../src/store/artifacts/artifact-store.ts';

/** The contract of src/store/artifacts/artifact-store.ts. `open` gives a place that nobody has used. */
export function describeArtifacts(name: string, open: () => Promise<ArtifactStore>): void {
  describe(name, () => {
    let artifacts: ArtifactStore;
    beforeEach(async () => {
      artifacts = await open();
      await artifacts.prepare();
    });

    it('returns the bytes that were put, and nothing for a name without any', async () => {
      const bytes = Uint8Array.from({ length: 3_000_000 }, (_, at) => at * 7);
      await artifacts.put('ab/weights-1', bytes);
      await artifacts.put('ab/parked-1', Uint8Array.of(1));
      await artifacts.put('ab/empty', new Uint8Array(0));
      expect(Buffer.compare((await artifacts.get('ab/weights-1')) as Uint8Array, bytes)).toBe(0);
      expect(await artifacts.get('ab/parked-1')).toEqual(Uint8Array.of(1));
      expect(await artifacts.get('ab/empty')).toEqual(new Uint8Array(0));
      expect(await artifacts.get('ab/weights-2')).toBeUndefined();
      expect(await artifacts.get('cd/weights-1')).toBeUndefined();
    });

    it('lists all objects with their sizes, however many', async () => {
      const names = ['00/a', '00/b', '0f/c', 'a0/d', 'ff/e'];
      for (const [length, name] of names.entries()) await artifacts.put(name, new Uint8Array(length));
      const listed = await artifacts.list();
      listed.sort((a, b) => (a.name < b.name ? -1 : 1));
      expect(listed).toEqual(names.map((name, bytes) => ({ name, bytes })));
    });

    it('deletes objects, and does not mind that one is gone', async () => {
      for (const name of ['ab/a', 'ab/b', 'cd/c']) await artifacts.put(name, Uint8Array.of(1));
      await artifacts.delete(['ab/a', 'cd/none', 'cd/c']);
      await artifacts.delete([]);
      expect((await artifacts.list()).map(({ name }) => name)).toEqual(['ab/b']);
    });

    it('holds nothing after it was prepared and checked, and keeps what was there', async () => {
      await artifacts.check();
      expect(await artifacts.list()).toEqual([]);
      await artifacts.put('ab/a', Uint8Array.of(1));
      await artifacts.prepare();
      expect(await artifacts.list()).toHaveLength(1);
    });
  });
}
