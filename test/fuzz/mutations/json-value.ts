import type { Random } from '../../../src/statistics/random.ts';
import { happens, pick, times } from './choice.ts';
import { junkText, junkValue } from './junk.ts';

type Container = Record<string, unknown> | unknown[];

interface Place {
  readonly within: Container;
  readonly key: string | number;
}

/** A copy with one to three changes to its structure: values replaced, removed, repeated, moved, keys renamed. */
export function mutateValue<T>(random: Random, value: T): unknown {
  const holder = { root: structuredClone(value) as unknown };
  for (const change of times(pick(random, [1, 1, 1, 2, 3]), () => pick(random, changes))) {
    // A change before this one may have removed everything.
    const places = placesIn(holder);
    if (places.length === 0) return holder.root;
    // More often a leaf deep inside than the whole document.
    change(
      random,
      happens(random, 0.95) && places.length > 1 ? pick(random, places.slice(1)) : pick(random, places),
      places,
    );
  }
  return holder.root;
}

const changes: readonly ((random: Random, place: Place, places: readonly Place[]) => void)[] = [
  (random, place) => put(place, junkValue(random)),
  (random, place) => put(place, junkValue(random)),
  (random, place) => put(place, nearby(random, valueAt(place))),
  (random, place) => put(place, nearby(random, valueAt(place))),
  (_random, place) => remove(place),
  (random, place, places) => put(place, structuredClone(valueAt(pick(random, places)))),
  (random, place) => {
    const value = valueAt(place);
    remove(place);
    add(place.within, happens(random, 0.5) ? junkText(random) : `${String(place.key)}x`, value);
  },
  (random, place) => {
    const value = valueAt(place);
    if (isContainer(value)) add(value, junkText(random), junkValue(random));
  },
  (random, place) => {
    const value = valueAt(place);
    const copies = pick(random, [2, 30, 3_000]);
    if (Array.isArray(value))
      put(
        place,
        times(copies, () => value)
          .flat()
          .slice(0, 20_000),
      );
    else put(place, [value]);
  },
];

/** A value of the same kind that is a little off. */
function nearby(random: Random, value: unknown): unknown {
  if (typeof value === 'number') {
    return pick(random, [
      -value,
      value + 0.5,
      value * 1e12,
      value / 1e12,
      value + 1,
      0,
      String(value),
      [value],
    ]);
  }
  if (typeof value === 'string') {
    return pick(random, [
      `${value} `,
      value.toUpperCase(),
      value.slice(1),
      `${value}\u202E`,
      value + value,
      [value],
    ]);
  }
  if (typeof value === 'boolean') return pick(random, [!value, String(value), 1]);
  if (Array.isArray(value)) return value.toReversed().slice(random.below(2));
  return value === null ? {} : Object.entries(value as object);
}

function placesIn(root: Container): Place[] {
  const places: Place[] = [];
  const pending: Container[] = [root];
  for (let within = pending.pop(); within !== undefined && places.length < 2_000; within = pending.pop()) {
    const keys = Array.isArray(within) ? within.keys() : Object.keys(within);
    for (const key of keys) {
      const place = { within, key };
      places.push(place);
      const value = valueAt(place);
      if (isContainer(value)) pending.push(value);
    }
  }
  return places;
}

function isContainer(value: unknown): value is Container {
  return typeof value === 'object' && value !== null;
}

function valueAt({ within, key }: Place): unknown {
  return (within as Record<string | number, unknown>)[key];
}

function put({ within, key }: Place, value: unknown): void {
  define(within, key, value);
}

function add(within: Container, key: string, value: unknown): void {
  if (Array.isArray(within)) within.push(value);
  else define(within, key, value);
}

/** Assigning to `__proto__` would set the prototype, and JSON would not show it. */
function define(within: Container, key: string | number, value: unknown): void {
  Object.defineProperty(within, key, { value, enumerable: true, configurable: true, writable: true });
}

function remove({ within, key }: Place): void {
  if (Array.isArray(within)) within.splice(Number(key), 1);
  else delete within[key];
}
