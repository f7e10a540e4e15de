import type { RawData, RowGroups } from '../../data/raw-data.ts';
import { NearestLists } from '../../statistics/sorting/nearest-lists.ts';

const neighbours = 10;

type Rows = { readonly x: Float32Array; readonly rows: number };

/** The ten nearest other rows of each row; fewer of fewer rows. */
export interface Nearest {
  readonly lists: NearestLists;
  readonly count: number;
}

/** The nearest rows of a source, found once for all its targets, whose inputs and groups are the same. */
export class SharedNeighbours {
  #found:
    | { readonly inputs: RawData['inputs']; readonly groups: unknown; readonly nearest: Nearest }
    | undefined;

  /** `examples` are the encoded rows of `raw`, and `groups` theirs. */
  of({ inputs, groups: key }: RawData, examples: Rows, groups: RowGroups | undefined): Nearest {
    const known = this.#found?.inputs === inputs && this.#found.groups === key ? this.#found : undefined;
    this.#found = known ?? { inputs, groups: key, nearest: nearestRows(examples, groups) };
    return this.#found.nearest;
  }
}

/** By Euclidean distance. Rows of the row's own group are left out. O(rows² · columns). */
export function nearestRows({ x, rows }: Rows, groups?: RowGroups): Nearest {
  const columns = x.length / rows;
  const count = Math.min(neighbours, rows - 1);
  const nearest = new NearestLists(rows, count);
  for (let one = 0; one < rows; one++) {
    for (let other = one + 1; other < rows; other++) {
      if (groups !== undefined && groups.codes[one] === groups.codes[other]) continue;
      const limit = Math.max(nearest.limit(one), nearest.limit(other));
      let sum = 0;
      for (let at = 0; at < columns && sum < limit; at++) {
        const difference = (x[one * columns + at] as number) - (x[other * columns + at] as number);
        sum += difference * difference;
      }
      if (sum >= limit) continue;
      nearest.add(one, other, sum);
      nearest.add(other, one, sum);
    }
  }
  return { lists: nearest, count };
}

/** Predicts each row by its nearest rows, weighted by 1 / distance: [rows, width] means of their `targets` [rows, width]. */
export function neighbourMeans(
  { lists: nearest, count }: Nearest,
  { targets, width }: { readonly targets: Float64Array; readonly width: number },
): Float64Array {
  const rows = targets.length / width;
  const means = new Float64Array(rows * width);
  for (let row = 0; row < rows; row++) {
    const own = nearest.distances.subarray(row * count, (row + 1) * count);
    const weights = own.includes(0)
      ? own.map((each) => (each === 0 ? 1 : 0))
      : own.map((each) => 1 / Math.sqrt(each));
    const total = weights.reduce((sum, each) => sum + each, 0);
    weights.forEach((weight, at) => {
      const other = nearest.others[row * count + at] as number;
      if (other < 0 || total === 0) return;
      for (let output = 0; output < width; output++) {
        const place = row * width + output;
        means[place] =
          (means[place] as number) + (weight / total) * (targets[other * width + output] as number);
      }
    });
  }
  return means;
}
