import { postgres } from './postgres/postgres-kind.ts';
import { sqlite } from './sqlite/sqlite-kind.ts';
import type { StoreKind } from './store-kind.ts';

/** Every kind of store; the first that matches a location opens it. SQLite matches any path of a file. */
const storeKinds: readonly StoreKind[] = [postgres, sqlite];

export function kindOf(location: string): StoreKind {
  const kind = storeKinds.find((each) => each.matches(location));
  if (kind === undefined) throw new Error(`no kind of store takes ${location}`);
  return kind;
}
