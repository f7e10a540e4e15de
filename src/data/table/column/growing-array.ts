/** By how many times an array may grow at once: the number of expected items may be far off at first. */
const mostGrowth = 16;
const leastGrowth = 1.125;

/** A growable typed array; `make` allocates its memory. */
export class GrowingArray<T extends Float64Array | Int32Array> {
  length = 0;
  /** The number of items that there will be, as far as it is known: each growth copies all, and needs the room of both. */
  expected = 0;
  readonly #make: (length: number) => T;
  #items: T;

  constructor(make: (length: number) => T, firstLength = 1024) {
    this.#make = make;
    this.#items = make(firstLength);
  }

  push(value: number): void {
    if (this.length === this.#items.length) this.reserve(1);
    this.#items[this.length++] = value;
  }

  append(values: T): void {
    this.reserve(values.length).set(values, this.length);
    this.length += values.length;
  }

  /** The memory, with room for `count` more items behind `length`. */
  reserve(count: number): T {
    const needed = this.length + count;
    if (needed <= this.#items.length) return this.#items;
    const size = this.#items.length;
    const asked =
      this.expected > needed
        ? Math.min(mostGrowth * size, Math.max(leastGrowth * size, this.expected))
        : 2 * size;
    const longer = this.#make(Math.max(needed, Math.ceil(asked)));
    longer.set(this.#items.subarray(0, this.length));
    this.#items = longer;
    return longer;
  }

  /** The items so far, without a copy. */
  items(): T {
    return this.#items.subarray(0, this.length) as T;
  }
}
