import type { Settings } from '../../study/search/method-spec.ts';
import { type Configuration, keyOf, type SearchSpace } from '../../study/search-space.ts';
import { hashSeed } from '../hash-words.ts';
import type { Question, Sampler } from '../sampler.ts';
import { type Enumeration, enumerate } from './enumeration.ts';
import { gridValuesOf } from './grid-values.ts';
import { permuted } from './permutation.ts';

/** Marks the hashes of this sampler. */
const mark = 3;

/** A larger grid is refused: no search has so many trials. */
const largestGrid = 2 ** 52;

const pointsSetting = { type: 'integer', min: 1, max: 1000, default: 5 } as const;

/**
 * Every point of a grid, in an order that the study's seed draws: a search that ends early has seen a fair sample of
 * them. Choices, whole numbers and steps have all their values, other parameters `points` of them.
 */
export const gridSampler = {
  name: 'grid',
  needsHistory: false,
  settings: { points: pointsSetting },
  ask({ space, number, seed, settings }: Question) {
    const grid = gridOf(space, settings);
    return grid.at(permuted(number, grid.size, hashSeed(seed, mark)));
  },
  size(space: SearchSpace, settings: Settings, known: readonly Configuration[]) {
    const keys = known
      .filter((config) => isOn(space, settings, config))
      .map((config) => keyOf(space, config));
    return gridOf(space, settings).size - new Set(keys).size;
  },
  refuses: (space: SearchSpace, settings: Settings) =>
    gridOf(space, settings).size <= largestGrid
      ? undefined
      : 'must be another sampler: the grid has more points than can be counted',
} satisfies Sampler;

/** Whether a configuration is a point of the grid. */
function isOn(
  space: SearchSpace,
  { points = pointsSetting.default }: Settings,
  config: Configuration,
): boolean {
  return space.every(({ name, distribution }) => {
    const value = config[name];
    return value === undefined || gridValuesOf(distribution, points)?.includes(value);
  });
}

function gridOf(space: SearchSpace, { points = pointsSetting.default }: Settings): Enumeration {
  return enumerate(space, ({ distribution }) => gridValuesOf(distribution, points));
}
