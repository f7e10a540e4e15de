/** The numbers that are in some list, each once, ascending. */
export function unionOf(lists: readonly Int32Array[]): Int32Array {
  return Int32Array.from(new Set(lists.flatMap((list) => [...list]))).sort();
}

/** Finds the places of some of these numbers, which must differ, among them. */
export function placesIn(all: Int32Array): (some: Int32Array) => Int32Array {
  const places = new Map(Array.from(all, (number, place) => [number, place]));
  return (some) => some.map((number) => places.get(number) as number);
}

/** The values at some places. A loop takes a tenth of the time of `Float64Array.from`. */
export function valuesAt(values: ArrayLike<number>, places: ArrayLike<number>): Float64Array {
  const found = new Float64Array(places.length);
  for (let at = 0; at < found.length; at++) found[at] = values[places[at] as number] as number;
  return found;
}

/** The places 0, 1, … of `count` items. */
export function allPlaces(count: number): Int32Array {
  const places = new Int32Array(count);
  for (let place = 0; place < count; place++) places[place] = place;
  return places;
}
