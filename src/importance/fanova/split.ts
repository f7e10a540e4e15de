import type { ParameterGrid } from '../parameter-grid.ts';

/** The data of a tree: the grid points and losses of trials in which all parameters are active. */
export interface TreeData {
  readonly grids: readonly ParameterGrid[];
  /** By parameter, by trial. */
  readonly places: readonly Uint16Array[];
  readonly losses: Float64Array;
}

/** Counts and loss sums by grid point: working memory of `bestSplit`, all 0 between two calls. */
interface SplitSums {
  readonly counts: Float64Array;
  readonly sums: Float64Array;
}

interface Split {
  readonly parameter: number;
  /** 1 for each point of the grid that goes left. */
  readonly isLeft: Uint8Array;
}

export function sumsFor({ grids }: Pick<TreeData, 'grids'>): SplitSums {
  const size = Math.max(0, ...grids.map((grid) => grid.size));
  return { counts: new Float64Array(size), sums: new Float64Array(size) };
}

/**
 * The split that lowers the squares of a node the most; undefined when all trials have the same points. The values of a
 * choice are split in the order of their mean losses, which no other split of them can beat (Fisher 1958).
 */
export function bestSplit(data: TreeData, trials: Int32Array, memory: SplitSums): Split | undefined {
  let best: Split | undefined;
  let gain = 0;
  for (let parameter = 0; parameter < data.grids.length; parameter++) {
    const ends = addUp(data, parameter, trials, memory);
    const points = pointsOf(ends, memory, data.grids[parameter]?.isCategorical === true);
    const found = bestCut(points, trials.length, memory, gain);
    if (found !== undefined) {
      gain = found.gain;
      best = { parameter, isLeft: leftOf(data, parameter, points, found.place) };
    }
    memory.counts.fill(0, ends.from, ends.to + 1);
    memory.sums.fill(0, ends.from, ends.to + 1);
  }
  return best;
}

interface Ends {
  readonly from: number;
  readonly to: number;
}

function addUp(
  { places, losses }: TreeData,
  parameter: number,
  trials: Int32Array,
  { counts, sums }: SplitSums,
): Ends {
  const own = places[parameter] as Uint16Array;
  let from = counts.length;
  let to = -1;
  for (let at = 0; at < trials.length; at++) {
    const trial = trials[at] as number;
    const point = own[trial] as number;
    counts[point] = (counts[point] as number) + 1;
    sums[point] = (sums[point] as number) + (losses[trial] as number);
    if (point < from) from = point;
    if (point > to) to = point;
  }
  return { from, to };
}

/** The points that have trials: in their order, or in that of their means. */
function pointsOf({ from, to }: Ends, { counts, sums }: SplitSums, isCategorical: boolean): number[] {
  const points: number[] = [];
  for (let point = from; point <= to; point++) if (counts[point] !== 0) points.push(point);
  const meanAt = (point: number) => (sums[point] as number) / (counts[point] as number);
  return isCategorical ? points.sort((one, other) => meanAt(one) - meanAt(other)) : points;
}

/** The last place of the left part of the best cut, if it gains more than `least`. */
function bestCut(
  points: readonly number[],
  count: number,
  { counts, sums }: SplitSums,
  least: number,
): { place: number; gain: number } | undefined {
  let total = 0;
  for (const point of points) total += sums[point] as number;
  let [leftCount, leftSum, gain, place] = [0, 0, least, -1];
  for (let at = 0; at + 1 < points.length; at++) {
    const point = points[at] as number;
    leftCount += counts[point] as number;
    leftSum += sums[point] as number;
    const rightSum = total - leftSum;
    const fall =
      (leftSum * leftSum) / leftCount + (rightSum * rightSum) / (count - leftCount) - (total * total) / count;
    // Equal gains may differ in the last bits; the first of them wins.
    if (fall <= gain * (1 + 1e-12)) continue;
    gain = fall;
    place = at;
  }
  return place < 0 ? undefined : { place, gain };
}

function leftOf(
  { grids }: TreeData,
  parameter: number,
  points: readonly number[],
  place: number,
): Uint8Array {
  const { size, isCategorical } = grids[parameter] as TreeData['grids'][number];
  if (!isCategorical) {
    // The boundary lies in the middle between two points that have trials.
    const last = Math.floor(((points[place] as number) + (points[place + 1] as number)) / 2);
    return new Uint8Array(size).fill(1, 0, last + 1);
  }
  // Values without a trial in the node go with the part that has more values.
  const isLeft = new Uint8Array(size).fill(2 * (place + 1) > points.length ? 1 : 0);
  points.forEach((point, at) => {
    isLeft[point] = at <= place ? 1 : 0;
  });
  return isLeft;
}
