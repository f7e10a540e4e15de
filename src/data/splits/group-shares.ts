/** Rows that stay together: their number, and how many are of each class that occurs. */
export interface RowGroup {
  readonly rows: number;
  readonly labels: readonly number[];
  readonly counts: readonly number[];
}

/**
 * Groups in shares, and how far the shares are from their fractions: Pearson's χ² of the rows, and of the rows of each
 * class. All rows together count as much as all classes.
 */
export class GroupShares {
  readonly shareOf: Int32Array;
  readonly #groups: readonly RowGroup[];
  readonly #rows: Tally;
  readonly #classes: Tally;
  readonly #members: number[];

  /** `classes` is the number of classes; 0 when these do not matter. */
  constructor(groups: readonly RowGroup[], fractions: readonly number[], classes: number) {
    this.#groups = groups;
    this.shareOf = new Int32Array(groups.length).fill(-1);
    this.#members = fractions.map(() => 0);
    this.#rows = new Tally(
      fractions,
      [groups.reduce((sum, { rows }) => sum + rows, 0)],
      Math.max(1, classes),
    );
    const sizes = new Array<number>(classes).fill(0);
    for (const { labels, counts } of groups) {
      labels.forEach((label, index) => {
        sizes[label] = (sizes[label] as number) + (counts[index] as number);
      });
    }
    this.#classes = new Tally(fractions, sizes, 1);
  }

  /** The number of groups in a share. */
  members(share: number): number {
    return this.#members[share] as number;
  }

  /** The change of the distance when a group enters a share, with `sign` −1 when it leaves it. */
  change(group: number, share: number, sign: 1 | -1): number {
    const { rows, labels, counts } = this.#groups[group] as RowGroup;
    let sum = this.#rows.change(share, 0, sign * rows);
    labels.forEach((label, index) => {
      sum += this.#classes.change(share, label, sign * (counts[index] as number));
    });
    return sum;
  }

  /** Moves a group to a share, from its own or from none, and returns the change of the distance. */
  put(group: number, share: number): number {
    const from = this.shareOf[group] as number;
    const left = from < 0 ? 0 : this.#move(group, from, -1);
    this.shareOf[group] = share;
    return left + this.#move(group, share, 1);
  }

  #move(group: number, share: number, sign: 1 | -1): number {
    const change = this.change(group, share, sign);
    const { rows, labels, counts } = this.#groups[group] as RowGroup;
    this.#rows.add(share, 0, sign * rows);
    labels.forEach((label, index) => {
      this.#classes.add(share, label, sign * (counts[index] as number));
    });
    this.#members[share] = this.members(share) + sign;
    return change;
  }
}

/** Counts of several kinds of rows in each share, beside those that the fractions ask for. */
class Tally {
  readonly #kinds: number;
  readonly #weight: number;
  readonly #counts: Float64Array;
  readonly #wanted: Float64Array;

  constructor(fractions: readonly number[], sizes: readonly number[], weight: number) {
    this.#kinds = sizes.length;
    this.#weight = weight;
    this.#counts = new Float64Array(fractions.length * sizes.length);
    this.#wanted = Float64Array.from(fractions.flatMap((fraction) => sizes.map((size) => fraction * size)));
  }

  add(share: number, kind: number, count: number): void {
    const place = share * this.#kinds + kind;
    this.#counts[place] = (this.#counts[place] as number) + count;
  }

  /** (n + count − wanted)² / wanted − (n − wanted)² / wanted */
  change(share: number, kind: number, count: number): number {
    const place = share * this.#kinds + kind;
    const wanted = this.#wanted[place] as number;
    const excess = (this.#counts[place] as number) - wanted;
    return (this.#weight * count * (2 * excess + count)) / wanted;
  }
}
