/**
 * A place outside the database for large bytes. Each implementation passes test/contracts/artifacts.ts. Names consist of
 * letters, digits, hyphens and one slash, and are never used again.
 */
export interface ArtifactStore {
  /** Makes the place, if need be. UsageError, with the reason, when objects cannot be written there. */
  prepare(): Promise<void>;
  /** UsageError, with the reason, when the place is not there or objects cannot be written. */
  check(): Promise<void>;
  /** Resolves once the object is durable. */
  put(name: string, bytes: Uint8Array): Promise<void>;
  /** Undefined when there is no object of that name. */
  get(name: string): Promise<Uint8Array | undefined>;
  /** Deletes the objects that are there. */
  delete(names: readonly string[]): Promise<void>;
  /** All objects. */
  list(): Promise<{ readonly name: string; readonly bytes: number }[]>;
}
