import type { ParameterGrid } from '../parameter-grid.ts';
import { type Region, visitLeaves } from './leaves.ts';
import type { Tree } from './tree.ts';

type Pair = readonly [one: number, other: number];

/** A tree's means over the distributions of all parameters but one, by its points; then over all but two. */
interface Marginals {
  readonly mean: number;
  /** The mean of the squares. */
  readonly square: number;
  readonly singles: readonly Float64Array[];
  /** By the first parameter's point, then by the second's, with a column more than it has points. */
  readonly doubles: readonly Float64Array[];
}

/**
 * The shares of a tree's variance over the search space that each parameter explains alone, then each pair beyond its two
 * parameters: the functional ANOVA of Hutter et al. (ICML 2014, algorithm 2), in one pass over the leaves.
 */
export function varianceShares(
  tree: Tree,
  grids: readonly ParameterGrid[],
  pairs: readonly Pair[],
): number[] {
  const marginals = marginalsOf(tree, grids, pairs);
  const total = marginals.square - marginals.mean ** 2;
  // Rounding alone gives a constant tree a variance.
  if (!(total > 1e-12 * marginals.square)) return [...grids, ...pairs].map(() => 0);
  return variancesOf(marginals, grids, pairs).map((variance) => variance / total);
}

/** A leaf adds a constant to a rectangle of points: a few additions to an array of differences. */
function marginalsOf(tree: Tree, grids: readonly ParameterGrid[], pairs: readonly Pair[]): Marginals {
  const sizes = grids.map(({ size }) => size);
  const singles = sizes.map((size) => new Float64Array(size + 1));
  const strides = pairs.map(([, other]) => (sizes[other] as number) + 1);
  const doubles = pairs.map(
    ([one], at) => new Float64Array(((sizes[one] as number) + 1) * (strides[at] as number)),
  );
  let [mean, square] = [0, 0];
  visitLeaves(tree, grids, ({ value, regions }) => {
    const mass = regions.reduce((product, region) => product * region.mass, 1);
    if (mass === 0) return;
    mean += value * mass;
    square += value * value * mass;
    singles.forEach((differences, at) => {
      addLine(differences, regions[at] as Region, value * mass);
    });
    pairs.forEach(([one, other], at) => {
      const sides = [regions[one] as Region, regions[other] as Region] as const;
      addRectangle(doubles[at] as Float64Array, strides[at] as number, sides, value * mass);
    });
  });
  return {
    mean,
    square,
    singles: singles.map(sumLine),
    doubles: doubles.map((differences, at) => sumPlane(differences, strides[at] as number)),
  };
}

function addLine(differences: Float64Array, { ranges, mass }: Region, volume: number): void {
  for (const [from, below] of ranges) {
    addTo(differences, from, volume / mass);
    addTo(differences, below, -volume / mass);
  }
}

function addRectangle(
  differences: Float64Array,
  stride: number,
  [rows, columns]: readonly [Region, Region],
  volume: number,
): void {
  const height = volume / (rows.mass * columns.mass);
  for (const [top, bottom] of rows.ranges) {
    for (const [left, right] of columns.ranges) {
      addTo(differences, top * stride + left, height);
      addTo(differences, top * stride + right, -height);
      addTo(differences, bottom * stride + left, -height);
      addTo(differences, bottom * stride + right, height);
    }
  }
}

function addTo(differences: Float64Array, at: number, amount: number): void {
  differences[at] = (differences[at] as number) + amount;
}

function sumLine(differences: Float64Array): Float64Array {
  let height = 0;
  return differences.map((difference) => {
    height += difference;
    return height;
  });
}

function sumPlane(differences: Float64Array, stride: number): Float64Array {
  const heights = new Float64Array(differences.length);
  for (let row = 0; row < differences.length; row += stride) {
    let along = 0;
    for (let column = 0; column < stride; column++) {
      along += differences[row + column] as number;
      heights[row + column] = along + (row === 0 ? 0 : (heights[row - stride + column] as number));
    }
  }
  return heights;
}

/** The variances of the marginals: of each parameter, then of each pair beyond its two parameters. */
function variancesOf(
  { mean, singles, doubles }: Marginals,
  grids: readonly ParameterGrid[],
  pairs: readonly Pair[],
): number[] {
  const masses = grids.map((grid) => grid.masses);
  const alone = masses.map((own, parameter) => {
    const heights = singles[parameter] as Float64Array;
    return own.reduce((sum, mass, point) => sum + mass * ((heights[point] as number) - mean) ** 2, 0);
  });
  const beyond = pairs.map(([one, other], at) => {
    const [rows, columns] = [masses[one] as Float64Array, masses[other] as Float64Array];
    const heights = doubles[at] as Float64Array;
    let both = 0;
    for (let row = 0; row < rows.length; row++) {
      for (let column = 0; column < columns.length; column++) {
        const height = heights[row * (columns.length + 1) + column] as number;
        both += (rows[row] as number) * (columns[column] as number) * (height - mean) ** 2;
      }
    }
    return Math.max(0, both - (alone[one] as number) - (alone[other] as number));
  });
  return [...alone, ...beyond];
}
