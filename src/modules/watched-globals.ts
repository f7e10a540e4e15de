/** The globals shared by all code of a thread, as they were when the watch began. */
export interface WatchedGlobals {
  /**
   * Restores globals where possible, and returns the names of those replaced, removed or frozen: "Array.prototype.map".
   * Uses nothing that could have been replaced.
   */
  restore(): string[];
}

interface Kept {
  readonly holder: object;
  readonly name: string;
  readonly key: PropertyKey;
  readonly descriptor: PropertyDescriptor;
}

interface Holder {
  readonly object: object;
  readonly name: string;
  readonly isExtensible: boolean;
  /** Every original key of an object whose additional keys would show up in loops over all lists or objects. */
  readonly keys?: readonly PropertyKey[];
}

// Own references, since a module may replace anything looked up later.
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, isExtensible, ownKeys } =
  Reflect;
const text = String;

/** A trial may replace `Math.random`, and the console was redirected before. */
const free = new Set<PropertyKey>(['Math.random', 'Error.prepareStackTrace']);

/**
 * Watched besides classes and namespaces, which begin with a capital. Others, such as a program's own, may be loaded on
 * read.
 */
const functions = new Set(
  (
    'performance process queueMicrotask structuredClone setTimeout setInterval setImmediate clearTimeout ' +
    'clearInterval clearImmediate parseInt parseFloat isNaN isFinite'
  ).split(' '),
);
const globalNames = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) || functions.has(name),
);

/** Starts a watch on this thread's globals: two thousand reads, below a millisecond. */
export function watchGlobals(): WatchedGlobals {
  const holders: Holder[] = [];
  const kept: Kept[] = [];
  const hold = (object: object, name: string) => {
    if (holders.some((known) => known.object === object)) return;
    // Keys added to these show up in every loop, or hide a method.
    const isMetByAll = [Object.prototype, Array.prototype, performance].includes(object as never);
    const keys = isMetByAll ? { keys: ownKeys(object) } : {};
    holders.push({ object, name, isExtensible: isExtensible(object), ...keys });
    for (const key of ownKeys(object)) {
      const full = `${name}.${text(key)}`;
      const descriptor = getOwnPropertyDescriptor(object, key);
      if (descriptor === undefined || free.has(full) || isPlainData(descriptor)) continue;
      kept.push({ holder: object, name: full, key, descriptor });
    }
  };
  for (const name of globalNames) {
    const value = readGlobal(name);
    if (!isObject(value)) continue;
    const descriptor = getOwnPropertyDescriptor(globalThis, name);
    if (descriptor !== undefined) kept.push({ holder: globalThis, name, key: name, descriptor });
    if (isContainer(name, value)) hold(value, name);
    const { prototype } = value as { prototype?: unknown };
    if (typeof value === 'function' && isObject(prototype)) hold(prototype, `${name}.prototype`);
  }
  hold(getPrototypeOf([].values()) as object, 'the iterator of Array');
  hold(getPrototypeOf(async () => {}) as object, 'AsyncFunction.prototype');
  return { restore: () => restore(holders, kept) };
}

/** Constructors and namespaces; not `process`, `globalThis` and others that change by themselves. */
function isContainer(name: string, value: object): boolean {
  return typeof value === 'function' || ['Math', 'JSON', 'Reflect', 'Atomics', 'performance'].includes(name);
}

function readGlobal(name: string): unknown {
  try {
    // Some are loaded on first read.
    return (globalThis as Record<string, unknown>)[name];
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

/** A number such as Error.stackTraceLimit, which a module may set. */
function isPlainData({ value, get }: PropertyDescriptor): boolean {
  return get === undefined && !isObject(value);
}

/** Uses only index loops and own references: iterators, `push` and `map` may have been replaced. */
function restore(holders: readonly Holder[], kept: readonly Kept[]): string[] {
  const changed: string[] = [];
  for (let index = 0; index < kept.length; index++) {
    const { holder, name, key, descriptor } = kept[index] as Kept;
    const now = getOwnPropertyDescriptor(holder, key);
    if (now !== undefined && now.value === descriptor.value && now.get === descriptor.get) continue;
    defineProperty(holder, key, descriptor);
    changed[changed.length] = name;
  }
  // From here on the list methods are the originals.
  for (const { object, name, isExtensible: wasExtensible, keys } of holders) {
    if (wasExtensible && !isExtensible(object)) changed.push(`${name} (frozen)`);
    const added = keys === undefined ? [] : ownKeys(object).filter((key) => !keys.includes(key));
    for (const key of added.filter((each) => getOwnPropertyDescriptor(object, each)?.enumerable)) {
      deleteProperty(object, key);
      changed.push(`${name}.${text(key)} (added)`);
    }
  }
  return changed;
}
