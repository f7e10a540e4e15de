import { sqlite } from './sqlite/sqlite-kind.ts';
import type { StoreKind } from './store-kind.ts';

/** Every kind of store; the first whose locations look like the given one is opened. SQLite takes any path of a file. */
const storeKinds: readonly StoreKind[] = [sqlite];

export function kindOf(location: string): StoreKind {
  const kind = storeKinds.find((each) => each.matches(location));
  if (kind === undefined) throw new Error(`no kind of store takes ${location}`);
  return kind;
}
