/** A growable typed array; `make` allocates its memory. */
export class GrowingArray<T extends Float64Array | Int32Array> {
  length = 0;
  readonly #make: (length: number) => T;
  #items: T;

  constructor(make: (length: number) => T, firstLength = 1024) {
    this.#make = make;
    this.#items = make(firstLength);
  }

  push(value: number): void {
    if (this.length === this.#items.length) {
      const longer = this.#make(this.length * 2);
      longer.set(this.#items);
      this.#items = longer;
    }
    this.#items[this.length++] = value;
  }

  /** The items so far, without a copy. */
  items(): T {
    return this.#items.subarray(0, this.length) as T;
  }
}
