/** What all code of a thread shares, as it was when the watch began. */
export interface WatchedGlobals {
  /**
   * Names of what has been replaced, removed or frozen since, "Array.prototype.map"; what can be put back is put back.
   * Depends on nothing that could have been replaced.
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
  /** Every key it had, of an object on which an addition would be met by loops over any list or object. */
  readonly keys?: readonly PropertyKey[];
}

// Own references: whatever is looked up later may be a module's.
const { defineProperty, deleteProperty, getOwnPropertyDescriptor, getPrototypeOf, isExtensible, ownKeys } =
  Reflect;
const text = String;

/** A trial draws from `Math.random` as it likes, and the console was redirected already. */
const free = new Set<PropertyKey>(['Math.random', 'Error.prepareStackTrace']);

/** Besides classes and namespaces, which begin with a capital. Others, such as a program's own, may be loaded when read. */
const functions = new Set(
  (
    'performance process queueMicrotask structuredClone setTimeout setInterval setImmediate clearTimeout ' +
    'clearInterval clearImmediate parseInt parseFloat isNaN isFinite'
  ).split(' '),
);
const globalNames = Object.getOwnPropertyNames(globalThis).filter(
  (name) => /^[A-Z]/.test(name) || functions.has(name),
);

/** Begins a watch on this thread's globals: two thousand looks, below a millisecond. */
export function watchGlobals(): WatchedGlobals {
  const holders: Holder[] = [];
  const kept: Kept[] = [];
  const hold = (object: object, name: string) => {
    if (holders.some((known) => known.object === object)) return;
    // What is added to these is met by every loop, or hides a method.
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

/** Constructors and namespaces; not `process`, `globalThis` and what else changes by itself. */
function isContainer(name: string, value: object): boolean {
  return typeof value === 'function' || ['Math', 'JSON', 'Reflect', 'Atomics', 'performance'].includes(name);
}

function readGlobal(name: string): unknown {
  try {
    // Some are loaded when they are read first.
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

/** With index loops and own references alone: iterators, `push` and `map` may be what was replaced. */
function restore(holders: readonly Holder[], kept: readonly Kept[]): string[] {
  const changed: string[] = [];
  for (let index = 0; index < kept.length; index++) {
    const { holder, name, key, descriptor } = kept[index] as Kept;
    const now = getOwnPropertyDescriptor(holder, key);
    if (now !== undefined && now.value === descriptor.value && now.get === descriptor.get) continue;
    defineProperty(holder, key, descriptor);
    changed[changed.length] = name;
  }
  // From here on the methods of lists are the original ones.
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
