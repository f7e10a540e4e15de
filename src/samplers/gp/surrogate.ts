import type { Direction } from '../../study/objective.ts';
import type { Configuration, SearchSpace } from '../../study/search-space.ts';
import type { SeenTrial } from '../history.ts';
import { columnsOf, pointsOf } from './columns.ts';
import { fitKernel } from './fit-kernel.ts';
import { gaussianProcess, type Prediction } from './gaussian-process.ts';
import { observedValues } from './observed-values.ts';

/** A model of the objective: its values have mean 0 and variance 1, the lower the better. */
export interface Surrogate {
  predict(config: Configuration): Prediction;
  /** The configurations of the trials that it knows, those with the lowest means first. */
  readonly fromBest: readonly Configuration[];
}

/**
 * Fits a Gaussian process to ended trials. Trials whose results must not be seen yet count as what it expects of them
 * (Ginsbourger, Le Riche and Carraro 2010, "kriging believer"), so that there is nothing left to learn near them.
 */
export function surrogateOf(
  { space, direction }: { readonly space: SearchSpace; readonly direction: Direction },
  { ended, hidden }: { readonly ended: readonly SeenTrial[]; readonly hidden: readonly SeenTrial[] },
): Surrogate {
  const columns = columnsOf(space);
  const isCategory = columns.map((column) => column.isCategory);
  const seen = ended.map(({ config }) => config);
  const all = [...ended, ...hidden].map(({ config }) => config);
  const observed = { points: pointsOf(columns, seen), values: observedValues(ended, direction), isCategory };
  const kernel = fitKernel(observed);
  const seeing = gaussianProcess(observed, kernel);
  const believed = hidden.map(({ config }) => seeing(pointsOf(columns, [config])).mean);
  const values = Float64Array.from([...observed.values, ...believed]);
  const believing = gaussianProcess({ points: pointsOf(columns, all), values, isCategory }, kernel);
  const predict = (config: Configuration) => believing(pointsOf(columns, [config]));
  const means = new Map(all.map((config) => [config, predict(config).mean]));
  const fromBest = [...means].toSorted(([, one], [, other]) => one - other).map(([config]) => config);
  return { predict, fromBest };
}
