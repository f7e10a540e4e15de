/** The median of numbers that are added one by one, as `medianOf` computes it; adding one takes logarithmic time. */
export class RunningMedian {
  /** Heaps with their least number first. The lower half is negated; the upper one has the middle of an odd number. */
  readonly #lower: number[] = [];
  readonly #upper: number[] = [];

  /** NaN is not allowed. */
  add(value: number): void {
    if (this.#lower.length === this.#upper.length) {
      push(this.#lower, -value);
      push(this.#upper, -pop(this.#lower));
    } else {
      push(this.#upper, value);
      push(this.#lower, -pop(this.#upper));
    }
  }

  /** NaN for no numbers. */
  get median(): number {
    const high = this.#upper[0] ?? Number.NaN;
    return this.#lower.length < this.#upper.length ? high : (-(this.#lower[0] ?? Number.NaN) + high) / 2;
  }
}

function push(heap: number[], value: number): void {
  let place = heap.length;
  heap.push(value);
  while (place > 0) {
    const above = (place - 1) >> 1;
    const other = heap[above] as number;
    if (other <= value) break;
    heap[place] = other;
    place = above;
  }
  heap[place] = value;
}

/** Removes the least number of a heap that is not empty. */
function pop(heap: number[]): number {
  const least = heap[0] as number;
  const value = heap.pop() as number;
  if (heap.length === 0) return least;
  let place = 0;
  for (let below = 1; below < heap.length; below = 2 * place + 1) {
    const right = below + 1;
    const next = right < heap.length && (heap[right] as number) < (heap[below] as number) ? right : below;
    if (value <= (heap[next] as number)) break;
    heap[place] = heap[next] as number;
    place = next;
  }
  heap[place] = value;
  return least;
}
