import type { Store } from '../../store/store.ts';
import { lookAt, type StudyLook } from './study-look.ts';

/** A process that died changes nothing in the database. */
const runMilliseconds = 5000;

/** How a study stood at the last look. */
export interface Seen {
  readonly look: StudyLook;
  /** The connection that saw it, and the number of the database's last change as it counts. */
  readonly store: Store;
  readonly version: number | undefined;
  readonly atMs: number;
}

/** The look before, while the database has not changed since; else a new one. */
export async function see(store: Store, study: number, before: Seen | undefined): Promise<Seen> {
  const version = await store.dataVersion();
  const isSame = version !== undefined && before?.store === store && before.version === version;
  const mayHaveDied =
    before?.look.run.isRunning === true && performance.now() - before.atMs > runMilliseconds;
  if (isSame && !mayHaveDied) return before;
  return { look: await lookAt(store, study), store, version, atMs: performance.now() };
}
