import { describe, expect, it } from 'vitest';
import { UsageError } from '../../src/faults/errors.ts';
import type { StoreKind } from '../../src/store/store-kind.ts';
import { exampleConfig, exampleStudy } from '../store/example-study.ts';

/** The contract of src/store/store-kind.ts. `nowhere` gives a new, unused location each time. */
export function describeStoreKind(kind: StoreKind, nowhere: () => string | Promise<string>): void {
  const addStudy = async (location: string, trials: number) => {
    const { store, discardIfEmpty } = await kind.create(location, {});
    const { id } = await store.createStudy(exampleStudy('first'));
    await store.addTrials(
      id,
      Array.from({ length: trials }, (_, trial) => ({ trial, config: exampleConfig })),
    );
    await store.close();
    return discardIfEmpty;
  };

  describe(`the kind of store ${kind.name}`, () => {
    it('knows its own locations, and that nothing is there yet', async () => {
      const location = await nowhere();
      expect(kind.matches(location)).toBe(true);
      expect(await kind.exists(location)).toBe(false);
      expect(await kind.inspect(location)).toBeUndefined();
      await expect(kind.open(location, {})).rejects.toThrow(UsageError);
      await kind.requireWritable(location);
      expect(await kind.exists(location)).toBe(false);
    });

    it('finds again what it made', async () => {
      const location = await nowhere();
      await addStudy(location, 3);
      expect(await kind.exists(location)).toBe(true);
      const store = await kind.open(location, {});
      expect(await store.findStudy(undefined)).toMatchObject({ name: 'first' });
      await store.close();
      const again = await kind.create(location, {});
      expect(await again.store.studies()).toHaveLength(1);
      await again.store.close();
      const studies = [{ name: 'first', trials: 3 }];
      expect(await kind.inspect(location)).toMatchObject({ studies, faults: [] });
    });

    it('gives the same text for the same place, which opens the same store', async () => {
      const location = await nowhere();
      const located = kind.locate(location, '/');
      expect(kind.locate(located, '/elsewhere')).toBe(located);
      await addStudy(located, 0);
      const store = await kind.open(location, {});
      expect(await store.studies()).toHaveLength(1);
      await store.close();
    });

    it('takes back a store without trials that it made, and no other', async () => {
      const [empty, kept] = [await nowhere(), await nowhere()];
      await (await addStudy(empty, 0))();
      expect(await kind.exists(empty)).toBe(false);
      await (await addStudy(kept, 1))();
      expect(await kind.exists(kept)).toBe(true);
      const again = await kind.create(kept, {});
      await again.store.close();
      await again.discardIfEmpty();
      expect(await kind.exists(kept)).toBe(true);
    });
  });
}
