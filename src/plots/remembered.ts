const known = new WeakMap<
  object,
  Map<string, { readonly parts: readonly object[]; readonly value: unknown }>
>();

/**
 * Returns what was made of these objects before, or makes it now: the note, the marks and the drawing of a view share their
 * work. It is forgotten with the first of them.
 */
export function remembered<T>(parts: readonly [object, ...object[]], key: string, make: () => T): T {
  const [owner] = parts;
  const kept = known.get(owner) ?? new Map();
  known.set(owner, kept);
  const found = kept.get(key);
  if (found?.parts.every((part: object, at: number) => part === parts[at])) return found.value as T;
  const value = make();
  kept.set(key, { parts, value });
  return value;
}
