import type { ParameterGrid } from '../parameter-grid.ts';
import type { Tree } from './tree.ts';

/** Points of a grid, as ranges [from, below). */
export interface Region {
  readonly ranges: readonly (readonly [from: number, below: number])[];
  /** Their probability under the parameter's distribution. */
  readonly mass: number;
}

/** A leaf of a tree: its value, and for each parameter its part of the grid. */
export interface Leaf {
  readonly value: number;
  readonly regions: readonly Region[];
}

/** Visits the leaves of a tree; together they fill the grid. */
export function visitLeaves(tree: Tree, grids: readonly ParameterGrid[], visit: (leaf: Leaf) => void): void {
  const walk = (node: Tree, regions: readonly Region[]): void => {
    if (!('parameter' in node)) {
      visit({ value: node.value, regions });
      return;
    }
    const { parameter, isLeft } = node;
    const grid = grids[parameter] as ParameterGrid;
    const own = regions[parameter] as Region;
    walk(node.left, regions.with(parameter, partOf(grid, own, isLeft, 1)));
    walk(node.right, regions.with(parameter, partOf(grid, own, isLeft, 0)));
  };
  walk(
    tree,
    grids.map(({ size }) => ({ ranges: [[0, size]], mass: 1 })),
  );
}

function partOf({ masses }: ParameterGrid, { ranges }: Region, isLeft: Uint8Array, side: 0 | 1): Region {
  const parts: [number, number][] = [];
  let mass = 0;
  for (const [from, below] of ranges) {
    for (let point = from; point < below; point++) {
      if (isLeft[point] !== side) continue;
      mass += masses[point] as number;
      const last = parts.at(-1);
      if (last !== undefined && last[1] === point) last[1] = point + 1;
      else parts.push([point, point + 1]);
    }
  }
  return { ranges: parts, mass };
}
