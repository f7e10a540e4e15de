/** The numbers that are in some list, each once, ascending. */
export function unionOf(lists: readonly Int32Array[]): Int32Array {
  return Int32Array.from(new Set(lists.flatMap((list) => [...list]))).sort();
}

/** Finds the places of some of these numbers, which must differ, among them. */
export function placesIn(all: Int32Array): (some: Int32Array) => Int32Array {
  const places = new Map(Array.from(all, (number, place) => [number, place]));
  return (some) => some.map((number) => places.get(number) as number);
}
