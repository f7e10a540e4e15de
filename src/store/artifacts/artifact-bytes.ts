import { randomUUID } from 'node:crypto';
import { UsageError } from '../../faults/errors.ts';
import { hashOf } from '../../files/chunk-cache/chunked-file.ts';
import { reasonOf } from '../../files/system-fault.ts';
import type { Artifact } from '../artifact.ts';
import { DatabaseError } from '../database-error.ts';
import type { ArtifactStore } from './artifact-store.ts';

/** Imported lazily: most studies have no artifacts, and every command opens a store. */
async function openLazily(place: string): Promise<ArtifactStore> {
  const { openArtifacts } = await import('./open-artifacts.ts');
  return openArtifacts(place);
}

/** Writes and reads artifacts in their places. DatabaseError when a place cannot be used. */
export class ArtifactBytes {
  readonly #stores = new Map<string, ArtifactStore>();

  /** Durable when this resolves. A name is never used twice, so that deleting one object harms no other. */
  async put(place: string, part: string, bytes: Uint8Array): Promise<Artifact> {
    const hash = hashOf(bytes);
    const name = `${hash.slice(0, 2)}/${part}-${hash}-${randomUUID().slice(0, 8)}`;
    await this.#in(place, (store) => store.put(name, bytes));
    return { part, place, name, bytes: bytes.length };
  }

  /** Undefined when the object is missing. DatabaseError when it is damaged. */
  async get({ place, name, bytes }: Artifact): Promise<Uint8Array | undefined> {
    const found = await this.#in(place, (store) => store.get(name));
    if (found === undefined) return undefined;
    if (found.length === bytes && name.includes(hashOf(found))) return found;
    throw new DatabaseError(`${place}/${name} is damaged`);
  }

  async delete(artifacts: readonly Artifact[]): Promise<void> {
    for (const place of new Set(artifacts.map((each) => each.place))) {
      const names = artifacts.filter((each) => each.place === place).map(({ name }) => name);
      await this.#in(place, (store) => store.delete(names));
    }
  }

  async #in<T>(place: string, work: (store: ArtifactStore) => Promise<T>): Promise<T> {
    try {
      const store = this.#stores.get(place) ?? (await openLazily(place));
      this.#stores.set(place, store);
      return await work(store);
    } catch (cause) {
      if (cause instanceof DatabaseError) throw cause;
      const reason = cause instanceof UsageError ? cause.message : `${place}: ${reasonOf(cause)}`;
      throw new DatabaseError(`the artifacts of the study: ${reason}`, { cause });
    }
  }
}
