import type { Artifact, LedgerRow } from '../artifact.ts';
import { DatabaseError } from '../database-error.ts';
import { ArtifactBytes } from './artifact-bytes.ts';
import type { ArtifactLedger } from './ledger.ts';

/** In the column of bytes that are outside. No encoding of weights or of a parked state is empty. */
const outside = new Uint8Array(0);

export type Parts = Readonly<Record<string, Uint8Array | undefined>>;

/**
 * Moves bytes between rows and artifacts. An object is written before the transaction that refers to it, and deleted
 * after the one that forgets it: a kill between the two leaves an object without a reference, never a reference without
 * its object.
 */
export class OutsideBytes {
  readonly #ledger: ArtifactLedger;
  readonly #bytes = new ArtifactBytes();
  readonly #leastBytes: number;
  readonly #places = new Map<number, Promise<string | undefined>>();

  constructor(ledger: ArtifactLedger, leastBytes: number) {
    this.#ledger = ledger;
    this.#leastBytes = leastBytes;
  }

  /** Read once: a study has one place while it runs. */
  placeOf(studyId: number): Promise<string | undefined> {
    const known = this.#places.get(studyId);
    if (known !== undefined) return known;
    const place = this.#ledger.placeOf(studyId);
    this.#places.set(studyId, place);
    place.catch(() => this.#places.delete(studyId));
    return place;
  }

  forgetPlace(studyId: number): void {
    this.#places.delete(studyId);
  }

  /** Puts large parts outside, lets `write` record them, and deletes those that it did not. */
  async putting<T>(
    studyId: number,
    parts: Parts,
    write: (parts: Parts, artifacts: readonly Artifact[]) => Promise<T>,
  ): Promise<T> {
    const large = Object.entries(parts).filter(isAtLeast(this.#leastBytes));
    const place = large.length === 0 ? undefined : await this.placeOf(studyId);
    if (place === undefined) return write(parts, []);
    const artifacts: Artifact[] = [];
    for (const [part, content] of large) artifacts.push(await this.#bytes.put(place, part, content));
    const emptied = Object.fromEntries(large.map(([part]) => [part, outside]));
    // After an error nothing is deleted: a commit that was cut may have taken place.
    const written = await write({ ...parts, ...emptied }, artifacts);
    const known = await this.#ledger.known(studyId, namesOf(artifacts));
    await this.#deleted(artifacts.filter(({ name }) => !known.has(name)));
    return written;
  }

  /** The bytes of a part, from where they are. DatabaseError when they are missing or damaged. */
  async fetched<T extends Uint8Array | undefined>(
    { studyId, trial, part }: { readonly studyId: number; readonly trial: number; readonly part: string },
    inside: T,
  ): Promise<T> {
    if (inside === undefined || inside.length > 0) return inside;
    const artifact = await this.#ledger.find(studyId, trial, part);
    if (artifact === undefined) return inside;
    const found = await this.#bytes.get(artifact);
    if (found !== undefined) return found as T;
    // Another process may have forgotten them since.
    if ((await this.#ledger.find(studyId, trial, part))?.name !== artifact.name) return undefined as T;
    throw new DatabaseError(`${artifact.place}/${artifact.name} is missing: the ${part} of trial ${trial}`);
  }

  /**
   * Reads the bytes of listed artifacts without the database, whose only connection may be busy. Undefined for those
   * that were forgotten since. DatabaseError for bytes that are not listed.
   */
  readListed(artifacts: readonly LedgerRow[]) {
    const listed = new Map(artifacts.filter((each) => !each.isDropped).map((each) => [keyOf(each), each]));
    return async (trial: number, part: string, inside: Uint8Array): Promise<Uint8Array | undefined> => {
      if (inside.length > 0) return inside;
      const artifact = listed.get(keyOf({ trial, part }));
      if (artifact !== undefined) return this.#bytes.get(artifact);
      throw new DatabaseError(`trial ${trial} was recorded while its study was copied: copy it again`);
    };
  }

  /** Deletes what this and earlier transactions have dropped. */
  async sweep(studyId: number): Promise<void> {
    if ((await this.placeOf(studyId)) === undefined) return;
    const dropped = await this.#ledger.dropped(studyId);
    if (dropped.length > 0 && (await this.#deleted(dropped)))
      await this.#ledger.remove(studyId, namesOf(dropped));
  }

  /** False when a place cannot be reached now: the trial is recorded, and the objects are deleted later. */
  #deleted(artifacts: readonly Artifact[]): Promise<boolean> {
    return this.#bytes.delete(artifacts).then(
      () => true,
      () => false,
    );
  }
}

function isAtLeast(bytes: number) {
  return (part: [string, Uint8Array | undefined]): part is [string, Uint8Array] =>
    part[1] !== undefined && part[1].length >= bytes;
}

function namesOf(artifacts: readonly Artifact[]): string[] {
  return artifacts.map(({ name }) => name);
}

function keyOf({ trial, part }: Pick<LedgerRow, 'trial' | 'part'>): string {
  return `${trial} ${part}`;
}
