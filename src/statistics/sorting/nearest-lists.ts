/** The nearest others of each of some rows, nearest first; equally near ones in the order in which they were added. */
export class NearestLists {
  /** [rows, count] indices of the others; −1 where fewer were added. */
  readonly others: Int32Array;
  /** [rows, count] distances, in any measure that grows with the distance; infinite where fewer were added. */
  readonly distances: Float64Array;
  readonly count: number;

  constructor(rows: number, count: number) {
    this.count = count;
    this.others = new Int32Array(rows * count).fill(-1);
    this.distances = new Float64Array(rows * count).fill(Number.POSITIVE_INFINITY);
  }

  /** The distance from which on another would not be among the row's nearest. */
  limit(row: number): number {
    return this.distances[(row + 1) * this.count - 1] as number;
  }

  add(row: number, other: number, distance: number): void {
    if (distance >= this.limit(row)) return;
    const { others, distances } = this;
    const first = row * this.count;
    let place = first + this.count - 1;
    for (; place > first && distance < (distances[place - 1] as number); place--) {
      distances[place] = distances[place - 1] as number;
      others[place] = others[place - 1] as number;
    }
    distances[place] = distance;
    others[place] = other;
  }
}
