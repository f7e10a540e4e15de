import { bestSplit, sumsFor, type TreeData } from './split.ts';

/** A node with two parts, or a leaf with a value. */
export type Tree =
  | { readonly value: number }
  | {
      readonly parameter: number;
      /** 1 for each point of the parameter's grid that belongs to the left part. */
      readonly isLeft: Uint8Array;
      readonly left: Tree;
      readonly right: Tree;
    };

/**
 * Grows a regression tree on a sample of trials until each leaf holds equal losses or equal points (Breiman et al. 1984:
 * least squares). Reorders the sample.
 */
export function growTree(data: TreeData, sample: Int32Array): Tree {
  const sums = sumsFor(data);
  const grow = (trials: Int32Array): Tree => {
    const split = hasEqualLosses(data, trials) ? undefined : bestSplit(data, trials, sums);
    if (split === undefined) return { value: meanLoss(data, trials) };
    const { parameter, isLeft } = split;
    const count = moveLeft(trials, data.places[parameter] as Uint16Array, isLeft);
    const [left, right] = [grow(trials.subarray(0, count)), grow(trials.subarray(count))];
    return { parameter, isLeft, left, right };
  };
  return grow(sample);
}

/** The tree's value at a point: a grid point for each parameter. */
export function valueAt(tree: Tree, point: ArrayLike<number>): number {
  let node = tree;
  while ('parameter' in node) {
    node = node.isLeft[point[node.parameter] as number] === 1 ? node.left : node.right;
  }
  return node.value;
}

/** Moves the trials of the left part to the front and returns their number. */
function moveLeft(trials: Int32Array, places: Uint16Array, isLeft: Uint8Array): number {
  let count = 0;
  for (let at = 0; at < trials.length; at++) {
    const trial = trials[at] as number;
    if (isLeft[places[trial] as number] === 0) continue;
    trials[at] = trials[count] as number;
    trials[count++] = trial;
  }
  return count;
}

function hasEqualLosses({ losses }: TreeData, trials: Int32Array): boolean {
  const first = losses[trials[0] as number];
  for (let at = 1; at < trials.length; at++) if (losses[trials[at] as number] !== first) return false;
  return true;
}

function meanLoss({ losses }: TreeData, trials: Int32Array): number {
  let sum = 0;
  for (let at = 0; at < trials.length; at++) sum += losses[trials[at] as number] as number;
  return sum / trials.length;
}
